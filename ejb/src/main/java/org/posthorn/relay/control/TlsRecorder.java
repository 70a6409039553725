package org.posthorn.relay.control;

import org.posthorn.mailauth.tlsrpt.TlsSession;

/** Is told how TLS with other servers went. Thread-safe, and does not wait. */
public interface TlsRecorder {

  /** A connection met a policy, or did not. */
  void count(TlsSession session);

  /**
   * A server of a domain has said what it offers.
   *
   * @param startTls TLS, and it could be started
   * @param requireTls to pass on under TLS only. RFC 8689
   */
  void seen(String domain, boolean startTls, boolean requireTls);
}
