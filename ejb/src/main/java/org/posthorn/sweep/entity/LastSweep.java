package org.posthorn.sweep.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.posthorn.sweep.value.GcReport;
import org.posthorn.sweep.value.GcReport.Octets;
import org.posthorn.sweep.value.GcReport.Outcome;
import org.posthorn.sweep.value.GcReport.Segments;

/** What a run brought, as columns. */
@Embeddable
public class LastSweep {
  @Column(name = "started_at")
  private long startedAt;

  @Column(name = "ended_at")
  private long endedAt;

  @Column(name = "keep_seconds")
  private long keepSeconds;

  private String outcome;
  private long segments;
  private long deleted;
  private long rewritten;
  private long damaged;
  private long missing;

  @Column(name = "freed_octets")
  private long freedOctets;

  @Column(name = "live_octets")
  private long liveOctets;

  @Column(name = "dead_octets")
  private long deadOctets;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected LastSweep() {}

  /** The columns of a report. */
  public LastSweep(GcReport report) {
    startedAt = report.started().toEpochMilli();
    endedAt = report.ended().toEpochMilli();
    keepSeconds = report.keep().toSeconds();
    outcome = report.outcome().name();
    segments = report.segments().examined();
    deleted = report.segments().deleted();
    rewritten = report.segments().rewritten();
    damaged = report.segments().damaged();
    missing = report.segments().missing();
    freedOctets = report.octets().freed();
    liveOctets = report.octets().live();
    deadOctets = report.octets().dead();
  }

  /** The report; empty when there was no run yet. */
  public Optional<GcReport> report() {
    if (endedAt == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new GcReport(
            Instant.ofEpochMilli(startedAt),
            Instant.ofEpochMilli(endedAt),
            Duration.ofSeconds(keepSeconds),
            Outcome.valueOf(outcome),
            new Segments(segments, deleted, rewritten, damaged, missing),
            new Octets(freedOctets, liveOctets, deadOctets)));
  }
}
