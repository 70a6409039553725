package org.posthorn.hooks.control;

import java.util.Optional;
import org.posthorn.hooks.entity.Webhook;

/** Where requests of a webhook go; its secrets are encrypted. */
final class Receiver {
  private final long id;
  private final String name;
  private final String url;
  private final Optional<byte[]> authorization;
  private final byte[] secret;

  Receiver(Webhook row) {
    id = row.id();
    name = row.name();
    url = row.spec().url();
    authorization = row.authorization();
    secret = row.secret();
  }

  long id() {
    return id;
  }

  /** The name of the webhook, to which its secrets are bound. */
  String name() {
    return name;
  }

  String url() {
    return url;
  }

  /** The encrypted value of the field Authorization; empty for none. */
  Optional<byte[]> authorization() {
    return authorization;
  }

  /** The encrypted secret with which requests are signed. */
  byte[] secret() {
    return secret.clone();
  }
}
