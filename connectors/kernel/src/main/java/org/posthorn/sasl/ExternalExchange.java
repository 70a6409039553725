package org.posthorn.sasl;

import java.util.Optional;

/** {@code EXTERNAL}: TLS has shown already who is there. RFC 4422 appendix A. */
final class ExternalExchange implements SaslExchange {
  static final String NAME = "EXTERNAL";

  private final Authenticator authenticator;
  private final String fingerprint;
  private final String client;

  ExternalExchange(Authenticator authenticator, String fingerprint, String client) {
    this.authenticator = authenticator;
    this.fingerprint = fingerprint;
    this.client = client;
  }

  // extern-initial-resp = *( UTF8-char-no-nul ): the authorization identity
  @Override
  public Step respond(byte[] message) {
    Optional<String> identity = SaslText.decode(message);
    if (identity.isEmpty() || !identity.get().isEmpty() && !SaslText.isName(identity.get())) {
      return new Step.Malformed();
    }
    return Steps.finished(authenticator.external(fingerprint, identity.get(), client));
  }
}
