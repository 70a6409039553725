package org.posthorn.sasl;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code LOGIN}: name, then password. Never standardised, still what old clients speak. The client
 * may send the name as initial response.
 */
final class LoginExchange implements SaslExchange {
  private final Authenticator authenticator;
  private final String client;
  private boolean asked;
  private @Nullable String user;

  LoginExchange(Authenticator authenticator, String client) {
    this.authenticator = authenticator;
    this.client = client;
  }

  @Override
  public Step respond(byte[] message) {
    Optional<String> text = SaslText.decode(message);
    if (text.isEmpty()) {
      return new Step.Malformed();
    }
    if (user != null) {
      return check(user, text.get());
    }
    if (!asked && text.get().isEmpty()) {
      asked = true;
      return Steps.challenge("Username:");
    }
    if (!SaslText.isName(text.get())) {
      return new Step.Malformed();
    }
    user = text.get();
    return Steps.challenge("Password:");
  }

  private Step check(String name, String password) {
    return OpaqueString.prepare(password)
        .map(it -> Steps.finished(authenticator.verify(name, it, "LOGIN", client)))
        .orElseGet(Step.Malformed::new);
  }
}
