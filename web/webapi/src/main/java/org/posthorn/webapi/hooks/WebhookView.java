package org.posthorn.webapi.hooks;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookInfo;
import org.posthorn.webapi.problem.ProblemException;

/** A webhook; never its secrets. */
public record WebhookView(
    String name,
    @Schema(description = URL) String url,
    @Schema(description = EVENTS) List<String> events,
    // a name with "set" in it is a setter to Payara, and /openapi fails
    @Schema(description = "Whether requests have the field Authorization; it is never shown")
        boolean hasAuthorization,
    @Schema(description = PAUSED) boolean paused,
    String created,
    @Schema(description = "How many requests are still to be sent") long waiting) {
  static final String URL =
      "Where requests go: https, with port 443 or one from 1024 on. Only to addresses of the"
          + " Internet, and to networks that the server's configuration allows";
  static final String EVENTS =
      "incoming, delivered, suppressed, delayed, failed, relayed, expanded, canceled, unrecognized;"
          + " all of them when there is none";
  static final String PAUSED = "Whether requests wait until this is false";

  static WebhookView of(WebhookInfo webhook) {
    return new WebhookView(
        webhook.name(),
        webhook.spec().url(),
        new TreeSet<>(webhook.spec().events()).stream().map(HookEvent::text).toList(),
        webhook.authorized(),
        webhook.spec().paused(),
        webhook.created().toString(),
        webhook.waiting());
  }

  /** The events that are named. */
  static Set<HookEvent> events(Optional<List<String>> names) {
    Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
    for (String name : names.orElse(List.of())) {
      events.add(
          HookEvent.named(name)
              .orElseThrow(() -> ProblemException.badRequest("events", "has no event " + name)));
    }
    return events;
  }
}
