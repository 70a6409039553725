package org.posthorn.hooks.control;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.hooks.entity.WebhookCall;
import org.posthorn.hooks.value.HookEvent;

/**
 * A request that is to be sent now.
 *
 * @param receiver as it is now
 * @param attempt which one it is, from 1
 * @param facts a JSON object
 * @param subject of the message, once it was read
 */
record DueCall(
    long id,
    Receiver receiver,
    long account,
    HookEvent event,
    long queueId,
    long contentId,
    String facts,
    Optional<String> subject,
    Instant created,
    int attempt) {

  static DueCall of(WebhookCall row, Receiver receiver) {
    return new DueCall(
        row.id(),
        receiver,
        row.account(),
        row.event(),
        row.queueId(),
        row.contentId(),
        row.facts(),
        row.subject(),
        row.created(),
        row.attempts());
  }
}
