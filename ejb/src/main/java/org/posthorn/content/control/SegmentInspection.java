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
import org.posthorn.kernel.ContentLost;

/**
 * Reads the records of one segment: those to which somebody refers, and those that follow another
 * or a gap. What lies in a gap and is no whole record was freed, or never finished, and is passed
 * over.
 */
public final class SegmentInspection {
  private static final int PIECE = 1 << 20;
  private static final long AT_END = 8L << 20; // octets whose checksums are compared after a crash

  private final int number;
  private final Path file;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private final List<Finding> findings = new ArrayList<>();
  private final List<Torn> torn = new ArrayList<>();
  private boolean startsWritten; // whether the place that was looked at is not empty
  private boolean written; // whether something was passed over that is not empty
  private long wholeEnd; // of the last whole record

  /**
   * A record.
   *
   * @param wrong what is wrong with it; empty when nothing is
   */
  public record Finding(long id, boolean referred, String wrong) {}

  /**
   * Octets that are no record to which somebody refers, and not nothing.
   *
   * @param behind whether a whole record stands behind them
   */
  public record Torn(int segment, long offset, long octets, boolean behind) {}

  /** Of a segment. */
  public SegmentInspection(Path directory, int number) {
    this.number = number;
    this.file = directory.resolve("%08x.seg".formatted(number));
  }

  /** Whether there is such a segment. */
  public boolean exists() {
    return Files.exists(file);
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
      look(channel, 0, referred);
    }
    return findings;
  }

  /**
   * Looks at the last records only: all before that were written one behind the other, as far as
   * their lengths say.
   */
  public List<Torn> lookAtEnd() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      look(channel, nearEnd(channel), new long[0]);
    }
    return torn();
  }

  private long nearEnd(FileChannel channel) throws IOException {
    long end = channel.size();
    ByteBuffer head = ByteBuffer.allocate(RecordHeader.LENGTH);
    long at = 0;
    try {
      while (at < end - AT_END) {
        SegmentReader.fill(channel, head.clear(), at);
        RecordHeader header = RecordHeader.read(idAt(at), head.flip());
        header.requireWithin(idAt(at), end - at);
        at += header.length();
      }
    } catch (ContentLost here) {
      return at; // from here on one looks closely
    }
    return at;
  }

  /** What was found that is no record; where it ends in the next record, that one is behind. */
  public List<Torn> torn() {
    return torn.stream()
        .map(t -> new Torn(t.segment(), t.offset(), t.octets(), t.offset() < wholeEnd))
        .toList();
  }

  private void look(FileChannel channel, long from, long[] referred) throws IOException {
    long end = channel.size();
    int wanted = 0;
    for (long at = from; at < end; ) {
      boolean needed = wanted < referred.length && referred[wanted] == idAt(at);
      wanted += needed ? 1 : 0;
      long limit = wanted < referred.length ? SegmentStore.offsetOf(referred[wanted]) : end;
      long length = record(channel, at, end, needed);
      long next = at + length;
      if (length > 0) {
        wholeEnd = next;
      } else {
        written = false;
        next = nextRecord(channel, at + 1, Math.min(limit, end));
        if (!needed && (written || startsWritten)) {
          torn(at, Math.min(next, limit) - at);
        }
      }
      at = Math.min(next, limit); // never past one that somebody needs
    }
    for (; wanted < referred.length; wanted++) {
      findings.add(new Finding(referred[wanted], true, "no record"));
    }
  }

  private void torn(long offset, long octets) {
    int last = torn.size() - 1;
    if (last >= 0 && torn.get(last).offset() + torn.get(last).octets() == offset) {
      Torn before = torn.remove(last);
      torn.add(new Torn(number, before.offset(), before.octets() + octets, false));
    } else {
      torn.add(new Torn(number, offset, octets, false));
    }
  }

  private long idAt(long offset) {
    return (long) number << 32 | offset;
  }

  /** The length of the record at a place, if there is a whole one; 0 where there is none. */
  private long record(FileChannel channel, long at, long end, boolean wanted) throws IOException {
    try {
      ByteBuffer head = ByteBuffer.allocate(RecordHeader.LENGTH);
      SegmentReader.fill(channel, head, at);
      startsWritten = head.flip().hasRemaining() && head.get(0) != 0;
      RecordHeader header = RecordHeader.read(idAt(at), head);
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
      for (int i = 0; i < piece.limit(); i++) {
        written |= piece.get(i) != 0;
        if (i + 3 < piece.limit() && piece.get(i) == 'P' && RecordHeader.isMagic(piece.getInt(i))) {
          return at + i;
        }
      }
    }
    return limit;
  }
}
