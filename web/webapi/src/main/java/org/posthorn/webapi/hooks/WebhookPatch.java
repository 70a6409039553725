package org.posthorn.webapi.hooks;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.hooks.value.AuthorizationChange;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.webapi.body.MergePatch;

/** What can be changed about a webhook. */
public record WebhookPatch(
    @Schema(description = WebhookView.URL) Optional<@Size(min = 1, max = 2000) String> url,
    @Schema(description = WebhookView.EVENTS) Optional<@Size(max = 20) List<String>> events,
    @Schema(description = "Value of the field Authorization of requests; null: none any more")
        @JsonbNillable
        Optional<@Size(min = 1, max = 4000) String> authorization,
    @Schema(description = WebhookView.PAUSED) Optional<Boolean> paused) {

  /**
   * Gives what a webhook is to be of what it is; an empty list of events is all of them.
   *
   * @throws org.posthorn.webapi.problem.ProblemException when there is no such event; here, and not
   *     within the boundary that changes it
   */
  UnaryOperator<WebhookSpec> change() {
    Optional<Set<HookEvent>> wanted =
        events.isPresent() ? Optional.of(WebhookView.events(events)) : Optional.empty();
    return old ->
        new WebhookSpec(
            url.orElse(old.url()), wanted.orElse(old.events()), paused.orElse(old.paused()));
  }

  static AuthorizationChange authorization(MergePatch<WebhookPatch> patch) {
    Optional<String> value = patch.values().authorization();
    return value.isPresent() || patch.removes("authorization")
        ? AuthorizationChange.to(value)
        : AuthorizationChange.NONE;
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "WebhookPatch";
  }
}
