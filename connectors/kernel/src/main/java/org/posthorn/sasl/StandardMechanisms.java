package org.posthorn.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.posthorn.wire.Peer;

/**
 * SCRAM with SHA-256 and SHA-1, each with and without channel binding, PLAIN and LOGIN. Thread-safe
 * when its source of randomness is.
 */
public final class StandardMechanisms implements SaslMechanisms {
  private static final int NONCE_OCTETS = 18;

  private final boolean plaintextAllowed;
  private final RandomGenerator random;

  /**
   * Offers PLAIN and LOGIN under TLS.
   *
   * @param plaintextAllowed whether to offer them without TLS as well
   * @param random makes nonces; a {@link java.security.SecureRandom} outside tests
   */
  public StandardMechanisms(boolean plaintextAllowed, RandomGenerator random) {
    this.plaintextAllowed = plaintextAllowed;
    this.random = random;
  }

  @Override
  public List<String> offered(Peer peer) {
    List<String> names = new ArrayList<>(6);
    boolean bound = ScramBinding.possible(peer.tls());
    for (ScramHash hash : ScramHash.values()) {
      if (bound) {
        names.add(hash.plusMechanism());
      }
      names.add(hash.mechanism());
    }
    if (plaintextAllowed || peer.tls().isPresent()) {
      names.add("PLAIN");
      names.add("LOGIN");
    }
    return names;
  }

  @Override
  public Optional<SaslExchange> start(String mechanism, Peer peer, Authenticator authenticator) {
    String name = mechanism.toUpperCase(Locale.ROOT);
    if (!offered(peer).contains(name)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (name) {
          case "PLAIN" -> new PlainExchange(authenticator, peer.address());
          case "LOGIN" -> new LoginExchange(authenticator, peer.address());
          default ->
              new ScramExchange(
                  ScramBinding.of(name, peer).orElseThrow(),
                  authenticator,
                  peer.address(),
                  nonce());
        });
  }

  @Override
  public boolean clientFirst(String mechanism) {
    return !mechanism.equalsIgnoreCase("LOGIN");
  }

  private String nonce() {
    byte[] octets = new byte[NONCE_OCTETS];
    random.nextBytes(octets);
    return StrictBase64.encode(octets); // printable and without comma: RFC 5802 §7
  }
}
