package org.posthorn.webapi.v0;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.posthorn.sending.value.ApplicationResult;

/** A message that was sent. */
public record SendResult(
    @JsonbProperty("MessageID") String messageId,
    @JsonbProperty("Submissions") List<Submitted> submissions) {

  /** One of its recipients. */
  public record Submitted(
      @JsonbProperty("Address") String address,
      @JsonbProperty("QueueMsgID") long queueMsgId,
      @JsonbProperty("FromID") String fromId) {}

  static SendResult of(ApplicationResult.Taken taken) {
    return new SendResult(
        taken.messageId(),
        taken.recipients().stream()
            .map(it -> new Submitted(it.address().toString(), it.number(), it.fromId()))
            .toList());
  }
}
