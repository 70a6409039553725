package org.posthorn.sweep.control;

import org.posthorn.sweep.entity.SegmentMark;
import org.posthorn.sweep.value.GcReport.Octets;
import org.posthorn.sweep.value.GcReport.Segments;

/** What a run has brought so far. */
final class GcCounters {
  private long examined;
  private long deleted;
  private long rewritten;
  private long damaged;
  private long missing;
  private long freed;
  private long live;
  private long dead;

  /** Octets of segments that are still written. */
  void active(long octets) {
    live += octets;
  }

  /** A segment was looked at and stays as it is for now. */
  void examined(SegmentMark mark) {
    examined++;
    live += mark.live();
    dead += mark.stored() - mark.live();
  }

  /** A segment that was examined was deleted. */
  void deleted(SegmentMark mark) {
    deleted++;
    freed += mark.stored();
    live -= mark.live();
    dead -= mark.stored() - mark.live();
  }

  /** A segment that was examined was rewritten. */
  void rewritten(long octets) {
    rewritten++;
    freed += octets;
    dead -= octets;
  }

  /** A segment has messages that are needed and cannot be read. */
  void damaged() {
    damaged++;
  }

  /** A segment is not there to which messages refer. */
  void missing() {
    missing++;
  }

  Segments segments() {
    return new Segments(examined, deleted, rewritten, damaged, missing);
  }

  Octets octets() {
    return new Octets(freed, live, dead);
  }
}
