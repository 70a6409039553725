package org.posthorn.webapi.hooks;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.hooks.value.WebhookSpec;

/** A new webhook. */
public record CreateWebhook(
    @Schema(description = WebhookView.URL, example = "https://shop.example/hooks/mail")
        @NotNull @Size(min = 1, max = 2000) String url,
    @Schema(description = WebhookView.EVENTS) Optional<@Size(max = 20) List<String>> events,
    @Schema(description = "Value of the field Authorization of requests; kept encrypted")
        @JsonbNillable
        Optional<@Size(min = 1, max = 4000) String> authorization,
    @Schema(description = "whsec_ and 24 to 64 octets in Base64; one is made when missing")
        @JsonbNillable
        Optional<@Size(max = 200) String> secret,
    @Schema(description = WebhookView.PAUSED) Optional<Boolean> paused) {

  WebhookSpec spec() {
    return new WebhookSpec(url, WebhookView.events(events), paused.orElse(false));
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "CreateWebhook";
  }
}
