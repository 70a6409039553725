package org.posthorn.sweep.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.posthorn.content.boundary.ContentSegments;
import org.posthorn.sweep.entity.SegmentMark;

/**
 * Frees what nobody refers to in some segments, after a mark: first the segments of which nothing
 * is needed, which takes no room, then those that are worth to be rewritten. A record is freed when
 * it was in no mark for the time to keep.
 */
final class SegmentCleaner {
  private static final System.Logger LOG = System.getLogger(SegmentCleaner.class.getName());

  /** Less than this is not worth a rewrite: octets, and a part of the file. */
  private static final long LEAST_OCTETS = 4L << 20;

  private static final int LEAST_PART = 4;
  private static final long SPARE = 1L << 20; // for what the file system notes of a file
  private static final int BETWEEN_CHECKS = 64;

  private final ContentSegments segments;
  private final GcRows rows;
  private final Runnable pace;
  private final GcCounters tally;
  private final Duration keep;
  private final List<Rewrite> rewrites = new ArrayList<>();

  /** A segment that is to be rewritten. */
  private record Rewrite(int segment, SegmentMark mark) {}

  /** Thrown when the disk gets too full. */
  private static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  SegmentCleaner(
      ContentSegments segments, GcRows rows, Runnable pace, GcCounters tally, Duration keep) {
    this.segments = segments;
    this.rows = rows;
    this.pace = pace;
    this.tally = tally;
    this.keep = keep;
  }

  /**
   * Does it.
   *
   * @param resting length by number of the segments, listed before the mark
   * @param now when the mark began, in milliseconds since 1970
   */
  void sweep(SortedMap<Integer, Long> resting, LiveOffsets live, long now) {
    resting.forEach(
        (segment, length) -> {
          pace.run();
          examine(segment, length, live.of(segment), now);
        });
    for (Rewrite rewrite : rewrites) {
      rewrite(rewrite.segment(), rewrite.mark(), live.of(rewrite.segment()), now);
    }
  }

  private void examine(int segment, long length, int[] found, long now) {
    SegmentMark mark =
        rows.mark(segment).orElseGet(() -> new SegmentMark(segment, now, found, length));
    if (keep.isZero()) {
      mark.beginAgain(now, found);
    }
    int[] known = mark.offsets();
    int[] kept = LiveOffsets.union(known, found);
    if (kept.length > known.length) {
      mark.grown(kept);
    }
    boolean due = now - mark.since() >= keep.toMillis();
    if (due && kept.length > 0) {
      measure(segment, mark, kept);
    }
    tally.examined(mark);
    if (!due) {
      rows.save(mark);
    } else if (kept.length == 0) {
      delete(segment, mark);
    } else if (worthwhile(mark)) {
      rows.save(mark);
      rewrites.add(new Rewrite(segment, mark));
    } else {
      mark.beginAgain(now, found);
      rows.save(mark);
    }
  }

  private void measure(int segment, SegmentMark mark, int[] kept) {
    if (!mark.isMeasured()) {
      Optional<Long> octets = segments.footprint(segment, kept);
      octets.ifPresentOrElse(mark::measured, tally::damaged);
    }
  }

  private static boolean worthwhile(SegmentMark mark) {
    long dead = mark.stored() - mark.live();
    return dead >= LEAST_OCTETS && dead >= mark.stored() / LEAST_PART;
  }

  private void delete(int segment, SegmentMark mark) {
    if (segments.delete(segment)) {
      tally.deleted(mark);
      rows.forget(segment);
      LOG.log(
          System.Logger.Level.INFO,
          "event=segment-deleted segment={0} octets={1}",
          Integer.toString(segment),
          Long.toString(mark.stored()));
    } else {
      rows.save(mark);
    }
  }

  private void rewrite(int segment, SegmentMark mark, int[] found, long now) {
    if (!segments.hasRoom(mark.live() + SPARE)) {
      noRoom(segment);
      return;
    }
    try {
      if (segments.rewrite(segment, mark.offsets(), withRoom())) {
        long freed = mark.stored() - mark.live();
        tally.rewritten(freed);
        mark.rewritten(mark.live());
        LOG.log(
            System.Logger.Level.INFO,
            "event=segment-rewritten segment={0} octets={1}",
            Integer.toString(segment),
            Long.toString(freed));
      } else {
        tally.damaged();
      }
      mark.beginAgain(now, found);
      rows.save(mark);
    } catch (NoRoom e) { // where files have no holes, the new one is as long as the old one
      noRoom(segment);
    }
  }

  private Runnable withRoom() {
    int[] calls = {0};
    return () -> {
      pace.run();
      if (calls[0]++ % BETWEEN_CHECKS == 0 && !segments.hasRoom(0)) {
        throw new NoRoom();
      }
    };
  }

  private static void noRoom(int segment) {
    LOG.log(
        System.Logger.Level.WARNING,
        "event=segment-not-rewritten cause=disk-full segment={0}",
        Integer.toString(segment));
  }
}
