package org.posthorn.webapi.hooks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.hooks.value.WebhookCallInfo;

/** A request that is to be sent to a webhook, or was. */
public record WebhookCallView(
    @Schema(description = "As in X-Mox-Webhook-ID") long id,
    String event,
    @Schema(description = "The message in the outgoing queue") OptionalLong queueMsgId,
    @Schema(description = "waiting, delivered, failed, superseded or canceled") String state,
    String created,
    @Schema(description = "When the next attempt is made") Optional<String> next,
    @Schema(description = "How many attempts were made") long attempted,
    @Schema(description = "The latest of them, the last one at the end") List<AttemptView> attempts,
    @Schema(description = "How the last answer began: its first 512 octets") String answer) {

  /** What an attempt brought. */
  public record AttemptView(
      String at,
      long milliseconds,
      @Schema(description = "The status code, absent without an answer") OptionalLong status,
      Optional<String> error) {}

  static WebhookCallView of(WebhookCallInfo call) {
    return new WebhookCallView(
        call.id(),
        call.event().text(),
        call.queueId() == 0 ? OptionalLong.empty() : OptionalLong.of(call.queueId()),
        call.state(),
        call.created().toString(),
        call.state().equals("waiting") ? Optional.of(call.next().toString()) : Optional.empty(),
        call.attempted(),
        call.attempts().stream().map(WebhookCallView::view).toList(),
        call.answer());
  }

  private static AttemptView view(WebhookCallInfo.Attempt attempt) {
    return new AttemptView(
        attempt.at().toString(),
        attempt.millis(),
        attempt.status() == 0 ? OptionalLong.empty() : OptionalLong.of(attempt.status()),
        Optional.of(attempt.error()).filter(text -> !text.isEmpty()));
  }
}
