package org.posthorn.webapi.v1;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.sending.value.ApplicationResult;

/** A message that was sent. */
public record SentMessage(
    @Schema(example = "<1@example.org>") String messageId,
    @Schema(description = "Names the message in the log, in its Received field and in the queue")
        String delivery,
    List<SentTo> recipients) {

  /** One of its recipients. */
  public record SentTo(
      String address,
      @Schema(description = "By which events name it", example = "9007199254740991") long number,
      @Schema(description = "What makes the reverse-path its own") Optional<String> fromId) {}

  static SentMessage of(ApplicationResult.Taken taken) {
    return new SentMessage(
        taken.messageId(),
        taken.deliveryId(),
        taken.recipients().stream()
            .map(
                it ->
                    new SentTo(
                        it.address().toString(),
                        it.number(),
                        Optional.of(it.fromId()).filter(id -> !id.isEmpty())))
            .toList());
  }
}
