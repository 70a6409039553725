package org.posthorn.smtp.session;

/** What is said to a host that asks for its mail. RFC 2645 §5.2.1. */
public sealed interface OnDemand {

  /** The account may not have the mail of all these domains, or of none at all. */
  record Refused() implements OnDemand {}

  /** Nothing waits. */
  record Nothing() implements OnDemand {}

  /** There is mail; from here on it is kept from others until it is settled. */
  record Begun(OnDemandFetch fetch) implements OnDemand {}
}
