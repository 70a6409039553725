package org.posthorn.signing.boundary;

import org.posthorn.signing.control.SigningWiring;

/** The boundaries with what the container would inject. */
public final class SigningBench {
  private SigningBench() {}

  /** Keeps keys. */
  public static DkimKeys keys(SigningWiring wiring, java.time.Clock clock) {
    DkimKeys keys = new DkimKeys();
    keys.domains = wiring.domains;
    keys.rows = wiring.rows;
    keys.first = wiring.first;
    keys.maker = wiring.maker;
    keys.rotation = wiring.rotation;
    keys.transactions = wiring.transactions;
    keys.contested = wiring.contested;
    keys.changes = wiring.changes;
    keys.clock = clock;
    return keys;
  }

  /** Encrypts. */
  public static Secrets secrets(SigningWiring wiring) {
    Secrets secrets = new Secrets();
    secrets.vault = wiring.vault;
    return secrets;
  }

  /** Signs. */
  public static Signing signing(SigningWiring wiring) {
    Signing signing = new Signing();
    signing.keys = wiring.active;
    signing.settings = wiring.settings;
    return signing;
  }
}
