package org.posthorn.webapi.hooks;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.hooks.value.CreatedWebhook;

/** A new webhook, or one with a new secret. */
public record NewWebhookView(
    WebhookView webhook,
    @Schema(description = "With which requests are signed; shown this once") String secret) {

  static NewWebhookView of(CreatedWebhook created) {
    return new NewWebhookView(WebhookView.of(created.webhook()), created.secret());
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "NewWebhookView[" + webhook.name() + "]";
  }
}
