package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.sweep.boundary.ContentGc;
import org.posthorn.sweep.value.GcReport;

/** Whether disk space is being freed, and what that brought last. */
public record SweepView(
    boolean running,
    @Schema(description = "null when there was no run yet") @JsonbNillable Optional<Run> last) {

  /** A run that has ended. */
  public record Run(
      Instant started,
      Instant ended,
      @Schema(example = "P1D") String keepExpunged,
      @Schema(description = "done, stopped, uncertain, foreign or failed") String outcome,
      Segments segments,
      Octets octets) {}

  /** Files of content. */
  public record Segments(
      @Schema(description = "To which no server writes any more") long examined,
      @Schema(description = "With no message that is referred to") long deleted,
      @Schema(description = "Without the messages that nobody refers to") long rewritten,
      @Schema(description = "With messages that are needed and cannot be read") long damaged,
      @Schema(description = "Which are referred to and not there") long missing) {}

  /** Octets of disk space. */
  public record Octets(long freed, long live, long dead) {}

  static SweepView of(ContentGc sweep) {
    return new SweepView(sweep.running(), sweep.last().map(SweepView::run));
  }

  private static Run run(GcReport report) {
    GcReport.Segments segments = report.segments();
    GcReport.Octets octets = report.octets();
    return new Run(
        report.started(),
        report.ended(),
        report.keep().toString(),
        report.outcome().name().toLowerCase(Locale.ROOT),
        new Segments(
            segments.examined(),
            segments.deleted(),
            segments.rewritten(),
            segments.damaged(),
            segments.missing()),
        new Octets(octets.freed(), octets.live(), octets.dead()));
  }
}
