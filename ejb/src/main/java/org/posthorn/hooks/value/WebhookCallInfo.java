package org.posthorn.hooks.value;

import java.time.Instant;
import java.util.List;

/**
 * A request that is to be sent to a webhook, or was.
 *
 * @param queueId the message in the outgoing queue; 0 where it is not about one
 * @param state waiting, delivered, failed, superseded or canceled
 * @param next when the next attempt is made, while it waits
 * @param attempted how many attempts were made
 * @param attempts the latest of them, the last one at the end
 * @param answer how the last answer began: its first 512 octets
 */
public record WebhookCallInfo(
    long id,
    HookEvent event,
    long queueId,
    String state,
    Instant created,
    Instant next,
    int attempted,
    List<Attempt> attempts,
    String answer) {

  public WebhookCallInfo {
    attempts = List.copyOf(attempts);
  }

  /**
   * What an attempt brought.
   *
   * @param millis how long it took
   * @param status the status code, 0 without answer
   * @param error why it has failed; empty when it has not
   */
  public record Attempt(Instant at, long millis, int status, String error) {}
}
