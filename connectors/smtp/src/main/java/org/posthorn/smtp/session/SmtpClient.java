package org.posthorn.smtp.session;

import java.util.Map;
import java.util.Optional;
import org.posthorn.sasl.Login;
import org.posthorn.wire.Peer;

/**
 * Who speaks to us.
 *
 * @param role which kind of listener it came to
 * @param hello the name it gave with EHLO, HELO or LHLO
 * @param login who it has shown to be
 * @param origin from whom its mail came before, as a filter of ours says by XFORWARD: names of
 *     Postfix' attributes, values for the record only
 */
public record SmtpClient(
    Peer peer, Role role, String hello, Optional<Login> login, Map<String, String> origin) {
  public SmtpClient {
    origin = Map.copyOf(origin);
  }

  /** One that says nothing of whom its mail came from. */
  public SmtpClient(Peer peer, Role role, String hello, Optional<Login> login) {
    this(peer, role, hello, login, Map.of());
  }

  /** The kind of listener. */
  public enum Role {
    /** Mail from other servers, for our domains. RFC 5321. */
    MX,
    /** Mail from our users, for anybody. RFC 6409. */
    SUBMISSION,
    /** Hosts that fetch their mail. RFC 2645. */
    ODMR,
    /** Mail from a mail server before us, for our domains. RFC 2033. */
    LMTP
  }
}
