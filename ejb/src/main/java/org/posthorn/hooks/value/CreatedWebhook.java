package org.posthorn.hooks.value;

/**
 * A new webhook, or one with a new secret.
 *
 * @param secret with which requests are signed, as {@code whsec_…}; shown this once
 */
public record CreatedWebhook(WebhookInfo webhook, String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "CreatedWebhook[" + webhook.name() + "]";
  }
}
