package org.posthorn.sasl;

import java.util.Optional;

/** {@code PLAIN}: name and password in one message. RFC 4616. */
final class PlainExchange implements SaslExchange {
  private final Authenticator authenticator;
  private final String client;

  PlainExchange(Authenticator authenticator, String client) {
    this.authenticator = authenticator;
    this.client = client;
  }

  // message = [authzid] UTF8NUL authcid UTF8NUL passwd
  @Override
  public Step respond(byte[] message) {
    Optional<String> text = SaslText.decode(message);
    if (text.isEmpty()) {
      return new Step.Malformed();
    }
    String[] parts = text.get().split("\0", -1);
    if (parts.length != 3 || !SaslText.isName(parts[1])) {
      return new Step.Malformed();
    }
    Optional<String> password = OpaqueString.prepare(parts[2]);
    if (password.isEmpty()) {
      return new Step.Malformed();
    }
    if (!SaslText.isSame(parts[0], parts[1])) {
      return Steps.finished(new Admission.Denied());
    }
    return Steps.finished(authenticator.verify(parts[1], password.get(), "PLAIN", client));
  }
}
