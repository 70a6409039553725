package org.posthorn.smtp.client;

import java.util.Optional;

/**
 * How a client introduces itself.
 *
 * @param hostName our name in EHLO: a domain name or an address literal. RFC 5321 §4.1.4
 * @param startTls whether TLS is started
 * @param login with what it logs in; without login no mail goes then
 * @param lmtp whether LMTP is spoken: a reply for each recipient. RFC 2033
 * @param keep whether the connection may serve another mail afterwards
 */
public record ClientSettings(
    String hostName, StartTls startTls, Optional<ClientLogin> login, boolean lmtp, boolean keep) {

  /** One mail a connection. */
  public ClientSettings(
      String hostName, StartTls startTls, Optional<ClientLogin> login, boolean lmtp) {
    this(hostName, startTls, login, lmtp, false);
  }

  /** SMTP without login. */
  public ClientSettings(String hostName, StartTls startTls) {
    this(hostName, startTls, Optional.empty(), false);
  }
}
