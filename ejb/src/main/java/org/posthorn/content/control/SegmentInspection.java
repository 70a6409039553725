package org.posthorn.content.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;

/**
 * Reads the records of one segment: those to which somebody refers, and those that follow another
 * or a gap. What lies in a gap and is no whole record was freed, or never finished, and is passed
 * over.
 */
public final class SegmentInspection {
  private static final int PIECE = 1 << 20;

  private final int number;
  private final Path file;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A record.
   *
   * @param wrong what is wrong with it; empty when nothing is
   */
  public record Finding(long id, boolean referred, String wrong) {}

  /** Of a segment. */
  public SegmentInspection(Path directory, int number) {
    this.number = number;
    this.file = directory.resolve("%08x.seg".formatted(number));
  }

  /** The numbers of the segments in a directory, ascending. */
  public static int[] numbers(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return new int[0];
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToInt(SegmentStore::numberOf).filter(n -> n > 0).sorted().toArray();
    }
  }

  /** Looks at all of it; {@code referred} are content ids of this segment, ascending. */
  public List<Finding> look(long[] referred) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = channel.size();
      int wanted = 0;
      for (long at = 0; at < end; ) {
        boolean needed = wanted < referred.length && referred[wanted] == idAt(at);
        wanted += needed ? 1 : 0;
        long limit = wanted < referred.length ? SegmentStore.offsetOf(referred[wanted]) : end;
        long length = record(channel, at, end, needed);
        long next = length > 0 ? at + length : nextRecord(channel, at + 1, Math.min(limit, end));
        at = Math.min(next, limit); // never past one that somebody needs
      }
      for (; wanted < referred.length; wanted++) {
        findings.add(new Finding(referred[wanted], true, "no record"));
      }
    }
    return findings;
  }

  private long idAt(long offset) {
    return (long) number << 32 | offset;
  }

  /** The length of the record at a place, if there is a whole one; 0 where there is none. */
  private long record(FileChannel channel, long at, long end, boolean wanted) throws IOException {
    try {
      ByteBuffer head = ByteBuffer.allocate(RecordHeader.LENGTH);
      SegmentReader.fill(channel, head, at);
      RecordHeader header = RecordHeader.read(idAt(at), head.flip());
      header.requireWithin(idAt(at), end - at);
      verify(channel, at, header);
      findings.add(new Finding(idAt(at), wanted, ""));
      return header.length();
    } catch (ContentGone e) {
      if (wanted) {
        findings.add(new Finding(idAt(at), true, "no record"));
      }
    } catch (ContentDamaged e) {
      if (wanted) {
        findings.add(new Finding(idAt(at), true, e.what()));
      }
    }
    return 0;
  }

  private void verify(FileChannel channel, long at, RecordHeader header) throws IOException {
    byte[] facts = new byte[header.factsLength()];
    SegmentReader.fill(channel, ByteBuffer.wrap(facts), at + RecordHeader.LENGTH);
    CRC32C crc = new CRC32C();
    long end = at + header.length();
    for (long from = at + header.octetsAt(); from < end; ) {
      piece.clear().limit((int) Math.min(PIECE, end - from));
      SegmentReader.fill(channel, piece, from);
      from += piece.flip().remaining();
      crc.update(piece);
    }
    if ((int) crc.getValue() != header.checksum()) {
      throw new ContentDamaged(idAt(at), "a wrong checksum");
    }
    header.facts(idAt(at), facts);
  }

  /** Where the next record may begin. */
  private long nextRecord(FileChannel channel, long from, long limit) throws IOException {
    for (long at = from; at < limit; at += PIECE - 3) {
      piece.clear().limit((int) Math.min(PIECE, limit - at));
      SegmentReader.fill(channel, piece, at);
      piece.flip();
      for (int i = 0; i + 3 < piece.limit(); i++) {
        if (piece.get(i) == 'P' && RecordHeader.isMagic(piece.getInt(i))) {
          return at + i;
        }
      }
    }
    return limit;
  }
}
