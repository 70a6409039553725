package org.posthorn.imap.session;

import java.util.Optional;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.sasl.Login;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;

/**
 * Whether somebody who has logged in still could: the password is the same, the key registered, the
 * account not disabled. Looked up again after a while, as others may change it at any time.
 */
final class Standing {
  /** Milliseconds until it is looked up again. */
  static final long LIFE = 10_000;

  private final Login login;
  private final Optional<String> fingerprint;
  private final ImapEndpoint endpoint;
  private final Optional<String> restsOn;
  private long lookedAt;

  /** Somebody has just logged in. */
  Standing(Login login, boolean keyed, Peer peer, ImapEndpoint endpoint, long now) {
    this.login = login;
    this.fingerprint = keyed ? peer.tls().flatMap(Tls::clientKey) : Optional.empty();
    this.endpoint = endpoint;
    this.restsOn = endpoint.standing(login, fingerprint);
    this.lookedAt = now;
  }

  /** Whether it has ended, as far as is known. */
  boolean ended(long now) {
    if (now - lookedAt < LIFE) {
      return false;
    }
    lookedAt = now;
    return restsOn.isEmpty() || !endpoint.standing(login, fingerprint).equals(restsOn);
  }
}
