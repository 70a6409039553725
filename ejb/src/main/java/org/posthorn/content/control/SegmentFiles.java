package org.posthorn.content.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.posthorn.kernel.DataFiles;

/** The segments of a store as files, for whoever frees space in those that nobody writes to. */
public final class SegmentFiles {
  private static final System.Logger LOG = System.getLogger(SegmentFiles.class.getName());

  /** So long after the last write nothing in a segment waits for its first reference. */
  private static final Duration REST = Duration.ofHours(24);

  private static final String OWNER = "owner";

  private final SegmentStore store;
  private final Clock clock;

  /** Those of a store. */
  public SegmentFiles(SegmentStore store) {
    this(store, Clock.systemUTC());
  }

  SegmentFiles(SegmentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What there is.
   *
   * @param resting length by number of those to which no server writes, and to whose records
   *     nothing refers for the first time any more
   * @param others numbers of the others
   * @param active octets of the others
   */
  public record Listing(SortedMap<Integer, Long> resting, Set<Integer> others, long active) {}

  /**
   * Lists them. Of several clocks the one that is behind decides how long ago the last write was:
   * what a server writes to that is alive must not be taken for at rest by one whose clock is
   * ahead.
   *
   * @param now what another clock says than that of this server and that of the disk
   */
  public Listing list(Instant now) throws IOException {
    SortedMap<Integer, Long> resting = new TreeMap<>();
    Set<Integer> others = new HashSet<>();
    long active = 0;
    Instant before =
        Stream.of(now, clock.instant(), diskTime()).min(Instant::compareTo).get().minus(REST);
    for (Path file : files()) {
      try {
        if (atRest(file, before)) {
          resting.put(SegmentStore.numberOf(file), Files.size(file));
        } else {
          others.add(SegmentStore.numberOf(file));
          active += Files.size(file);
        }
      } catch (NoSuchFileException deleted) { // by another server
        LOG.log(System.Logger.Level.DEBUG, "event=segment-gone", deleted);
      }
    }
    return new Listing(resting, others, active);
  }

  /** The time that a file gets which is written now: that of the file server, if there is one. */
  private Instant diskTime() throws IOException {
    Path file = Files.createTempFile(store.directory(), "time", ".new");
    try {
      Files.write(file, new byte[1]);
      return Files.getLastModifiedTime(file).toInstant();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private boolean atRest(Path file, Instant before) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(before)
        && !store.inUse(SegmentStore.numberOf(file), REST);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(store.directory())) {
      return new ArrayList<>(files.filter(file -> SegmentStore.numberOf(file) > 0).toList());
    }
  }

  /** Deletes what rewrites have left that broke off. */
  public void deleteLeftovers() throws IOException {
    OrphanedSegments.delete(store.directory());
  }

  /** How many octets the blocks have in which these records of a segment are. */
  public long footprint(int segment, int[] offsets) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment, store.file(segment))) {
      return reader.footprint(offsets);
    }
  }

  /**
   * Deletes a segment, unless it is the last one: its number must not be given again, because ids
   * of freed messages may still be known.
   */
  public boolean delete(int segment) throws IOException {
    int last = files().stream().mapToInt(SegmentStore::numberOf).max().orElse(0);
    if (segment >= last) {
      return false;
    }
    Files.deleteIfExists(store.file(segment));
    DataFiles.sync(store.directory());
    store.closeExchanged();
    return true;
  }

  /**
   * Frees the octets of a segment between some of its records.
   *
   * @param kept where the records begin that stay, ascending
   * @param pace is called again and again; may wait, or throw to stop
   * @throws DamagedRecord when one of them is not as it was written; nothing was changed
   */
  public void rewrite(int segment, int[] kept, Runnable pace) throws IOException {
    rewrite(segment, kept, pace, step -> {});
  }

  void rewrite(int segment, int[] kept, Runnable pace, Consumer<SegmentRewrite.Step> done)
      throws IOException {
    new SegmentRewrite(store, segment, pace, done).run(kept);
    store.closeExchanged();
  }

  /** Octets that may still be written to the disk. */
  public long usable() throws IOException {
    return Files.getFileStore(store.directory()).getUsableSpace();
  }

  /** Which database refers to this content, when that was noted. */
  public Optional<String> owner() throws IOException {
    Path file = store.directory().resolve(OWNER);
    return Files.exists(file)
        ? Optional.of(Files.readString(file).strip()).filter(owner -> !owner.isEmpty())
        : Optional.empty();
  }

  /** Notes which database refers to this content. */
  public void noteOwner(String owner) throws IOException {
    DataFiles.replace(
        store.directory().resolve(OWNER), (owner + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
