package org.posthorn.sasl;

import java.util.List;
import java.util.Optional;
import org.posthorn.wire.Peer;

/** The mechanisms that a listener offers. */
public interface SaslMechanisms {

  /**
   * The names to announce to a peer, strongest first: PLAIN and LOGIN only under TLS or where
   * plaintext is allowed, the -PLUS ones where there is channel binding data.
   */
  List<String> offered(Peer peer);

  /** Starts an exchange; empty for a mechanism that is not offered to this peer. */
  Optional<SaslExchange> start(String mechanism, Peer peer, Authenticator authenticator);

  /** Whether the mechanism waits for the client to speak first: no challenge without content. */
  boolean clientFirst(String mechanism);
}
