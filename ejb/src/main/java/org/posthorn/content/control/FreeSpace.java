package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.OutageWatch;

/**
 * Keeps some of each disk in use free, so that database and broker can still finish what they
 * began. Looks twice a second at most, and says in the log when a disk has become short of space
 * and when that is over. Thread-safe.
 */
public final class FreeSpace {
  private static final System.Logger LOG = System.getLogger(FreeSpace.class.getName());
  private static final long RECHECK_NANOS = 500_000_000;

  private final long minimum;
  private final List<Path> places;
  private final OutageWatch watch = new OutageWatch();
  private List<Disk> disks = List.of(); // guarded by this
  private volatile @Nullable State last;

  /**
   * Watches the disks of some places.
   *
   * @param minimum octets that are to stay free on each
   * @param places directories, which need not exist yet
   */
  public FreeSpace(long minimum, Path... places) {
    this.minimum = minimum;
    this.places = List.of(places);
  }

  private record Disk(Path place, FileStore store) {}

  private record State(long nanos, Optional<Path> shortOf, long usable) {}

  /** Throws when less than the minimum is free. */
  void require() throws IOException {
    Optional<Path> place = look().shortOf();
    if (place.isPresent()) {
      throw new IOException(
          "less than " + minimum + " octets free on the disk of " + place.get().toAbsolutePath());
    }
  }

  /** A place on whose disk there is too little space. */
  public Optional<Path> shortage() {
    return lookOrFail().shortOf();
  }

  /** Octets that can be written to the fullest of the disks. */
  public long usable() {
    return lookOrFail().usable();
  }

  private State lookOrFail() {
    try {
      return look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private State look() throws IOException {
    State known = last;
    long now = System.nanoTime();
    if (known == null || now - known.nanos() >= RECHECK_NANOS) {
      known = measure(now);
      last = known;
    }
    return known;
  }

  private synchronized State measure(long now) throws IOException {
    if (disks.isEmpty()) {
      disks = disks();
    }
    Optional<Path> shortOf = Optional.empty();
    long least = Long.MAX_VALUE;
    for (Disk disk : disks) {
      long usable = disk.store().getUsableSpace();
      if (usable < least) {
        least = usable;
        shortOf = usable < minimum ? Optional.of(disk.place()) : Optional.empty();
      }
    }
    say(shortOf, least);
    return new State(now, shortOf, least);
  }

  private void say(Optional<Path> shortOf, long usable) {
    Optional<String> story = shortOf.isPresent() ? watch.failed() : watch.worked();
    String where = shortOf.map(place -> " place=" + place.toAbsolutePath()).orElse("");
    story.ifPresent(
        said ->
            LOG.log(
                System.Logger.Level.WARNING,
                () -> said + " of=DISK" + where + " free=" + usable + " min-free=" + minimum));
  }

  private List<Disk> disks() throws IOException {
    List<FileStore> seen = new ArrayList<>();
    List<Disk> found = new ArrayList<>();
    for (Path place : places) {
      FileStore store = Files.getFileStore(existing(place));
      if (!seen.contains(store)) {
        seen.add(store);
        found.add(new Disk(place, store));
      }
    }
    return found;
  }

  private static Path existing(Path place) {
    return Stream.iterate(place.toAbsolutePath(), Path::getParent)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
