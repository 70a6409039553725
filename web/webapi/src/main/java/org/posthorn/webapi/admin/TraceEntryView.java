package org.posthorn.webapi.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.trace.value.TraceEntry;
import org.posthorn.trace.value.TraceStep;

/** What happened to a message for one recipient within some seconds, as the API shows it. */
public record TraceEntryView(
    Instant time,
    @Schema(
            description =
                "As Received fields and the log show it; absent where the client got none")
        Optional<String> id,
    @Schema(description = "Of the client, as the log shows it") Optional<String> session,
    @Schema(description = "The IP address of the client") Optional<String> client,
    @Schema(description = "The reverse-path; empty for none") String sender,
    Optional<String> recipient,
    Optional<String> messageId,
    @Schema(description = "Octets") OptionalLong size,
    @Schema(description = "Oldest first") List<Step> steps) {

  /** One thing that happened. */
  public record Step(
      Instant time,
      @Schema(description = "As in the log, and queued, forwarded, notice", example = "delivered")
          String event,
      List<Detail> details) {}

  /** What is to be said of it. */
  public record Detail(
      @Schema(example = "spf") String name, @Schema(example = "pass") String value) {}

  static TraceEntryView of(TraceEntry entry) {
    return new TraceEntryView(
        entry.time(),
        known(entry.order()),
        known(entry.session()),
        known(entry.client()),
        entry.sender(),
        known(entry.recipient()),
        known(entry.messageId()),
        entry.size() == 0 ? OptionalLong.empty() : OptionalLong.of(entry.size()),
        entry.steps().stream().map(TraceEntryView::step).toList());
  }

  private static Optional<String> known(String text) {
    return Optional.of(text).filter(any -> !any.isEmpty());
  }

  private static Step step(TraceStep step) {
    return new Step(
        step.time(),
        step.event(),
        step.details().entrySet().stream()
            .map(each -> new Detail(each.getKey(), each.getValue()))
            .toList());
  }
}
