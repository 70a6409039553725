package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.signing.boundary.Secrets;

/** What a webhook may be, and how its secrets are kept. */
@ApplicationScoped
public class WebhookRules {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int NAME = 20;
  private static final int MAX_AUTHORIZATION = 4000;

  @Inject Secrets secrets;
  @Inject HookEnvironment environment;

  /** Why there may be no such webhook. */
  public Optional<Objection> objection(WebhookSpec spec) {
    return environment
        .client()
        .objection(spec.url())
        .map(reason -> Objection.invalid("url", reason));
  }

  /** Why secrets cannot be those of a webhook. */
  public Optional<Objection> objection(Optional<String> authorization, Optional<String> secret) {
    boolean printable = // RFC 9110 §5.5, and no blanks at its ends
        authorization
            .map(
                value ->
                    value.length() <= MAX_AUTHORIZATION
                        && !value.isEmpty()
                        && value.equals(value.strip())
                        && value.chars().allMatch(c -> c >= ' ' && c < 127))
            .orElse(true);
    if (!printable) {
      return Optional.of(Objection.invalid("authorization", "must be printable ASCII"));
    }
    return secret.isPresent() && WebhookSignature.key(secret.get()).isEmpty()
        ? Optional.of(Objection.invalid("secret", "must be whsec_ and 24 to 64 octets in Base64"))
        : Optional.empty();
  }

  /** A random name. */
  public String newName() {
    StringBuilder name = new StringBuilder("wh");
    for (int i = 0; i < NAME; i++) {
      name.append(ALPHABET.charAt(environment.random().nextInt(ALPHABET.length())));
    }
    return name.toString();
  }

  /** A random secret. */
  public String newSecret() {
    return WebhookSignature.newSecret(environment.random());
  }

  /** Encrypts a secret. Not within a transaction. */
  public byte[] sealSecret(String name, String secret) {
    return secrets.seal(CallAttempt.secretLabel(name), secret);
  }

  /** Encrypts the value of an Authorization field. Not within a transaction. */
  public byte[] sealAuthorization(String name, String value) {
    return secrets.seal(CallAttempt.authorizationLabel(name), value);
  }

  /** The time of day. */
  public Instant now() {
    return environment.clock().instant();
  }
}
