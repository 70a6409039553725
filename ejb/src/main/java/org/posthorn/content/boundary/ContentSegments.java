package org.posthorn.content.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.posthorn.content.control.DamagedRecord;
import org.posthorn.content.control.SegmentFiles;

/**
 * The files of the content store, for whoever knows which messages nobody refers to. Content ids
 * stay as they are: what is freed becomes a hole. Reading goes on all the time; who reads what was
 * freed gets {@link org.posthorn.kernel.ContentGone}. Failures of the disk come as {@link
 * UncheckedIOException}.
 */
@ApplicationScoped
public class ContentSegments {
  private static final System.Logger LOG = System.getLogger(ContentSegments.class.getName());

  @Inject ContentStore contents;

  /**
   * The segments.
   *
   * @param resting length by number of those to which no server writes any more, and to whose
   *     records nothing refers for the first time
   * @param others numbers of the others, which are left alone
   * @param active octets of the others
   */
  public record Listing(SortedMap<Integer, Long> resting, Set<Integer> others, long active) {}

  private interface Action<T> {
    T run(SegmentFiles files) throws IOException;
  }

  private <T> T on(Action<T> action) {
    try {
      return action.run(contents.files());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lists them, and deletes what broken-off rewrites have left.
   *
   * @param now what the database's clock says: that of this server may be wrong
   */
  public Listing list(Instant now) {
    return on(
        files -> {
          files.deleteLeftovers();
          SegmentFiles.Listing listing = files.list(now);
          return new Listing(listing.resting(), listing.others(), listing.active());
        });
  }

  /** The octets that records take of the disk; empty when one of them is damaged. */
  public Optional<Long> footprint(int segment, int[] offsets) {
    return undamaged(files -> files.footprint(segment, offsets));
  }

  /** Deletes a segment to which nobody refers; false when its number is still needed. */
  public boolean delete(int segment) {
    return on(files -> files.delete(segment));
  }

  /**
   * Frees all of a segment but some records, which are checked on the way.
   *
   * @param kept where they begin, ascending
   * @param pace is called again and again; may wait, or throw to stop
   * @return false when one of them is damaged: then nothing was changed
   */
  public boolean rewrite(int segment, int[] kept, Runnable pace) {
    return undamaged(
            files -> {
              files.rewrite(segment, kept, pace);
              return true;
            })
        .isPresent();
  }

  private <T> Optional<T> undamaged(Action<T> action) {
    try {
      return Optional.of(on(action));
    } catch (DamagedRecord e) {
      LOG.log(System.Logger.Level.ERROR, "event=content-damaged " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether so many octets can be written without touching what is to stay free of the disk. */
  public boolean hasRoom(long octets) {
    return on(files -> files.usable() >= octets + contents.minFree());
  }

  /** Which database refers to this content, when that was noted. */
  public Optional<String> owner() {
    return on(SegmentFiles::owner);
  }

  /** Notes which database refers to this content. */
  public void noteOwner(String owner) {
    on(
        files -> {
          files.noteOwner(owner);
          return true;
        });
  }

  /** Lets go of files that another server has exchanged or deleted. */
  public void closeExchanged() {
    contents.closeExchanged();
  }
}
