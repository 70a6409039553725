package org.posthorn.relay.control;

/** What decides about TLS with the hosts of one attempt. */
interface HostPolicies {

  /** Decides about a host; may wait for DNS. */
  HostTls host(String host);

  /** A connection is over: what it has shown is remembered. */
  void seen(TlsEncounter encounter);
}
