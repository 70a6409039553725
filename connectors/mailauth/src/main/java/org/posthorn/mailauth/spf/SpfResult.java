package org.posthorn.mailauth.spf;

import java.util.Locale;

/** What a domain says about a client. RFC 7208 §2.6. */
public enum SpfResult {
  /** The domain has no policy, or there is no domain. */
  NONE,
  /** It says nothing about the client. */
  NEUTRAL,
  /** The client may send. */
  PASS,
  /** It may not. */
  FAIL,
  /** It probably may not. */
  SOFTFAIL,
  /** DNS gave no answer: another time may be better. */
  TEMPERROR,
  /** The policy cannot be understood, or needs too many look-ups. */
  PERMERROR;

  /** As it stands in header fields. RFC 8601 §2.7.2. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
