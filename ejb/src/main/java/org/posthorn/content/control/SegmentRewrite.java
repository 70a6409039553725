package org.posthorn.content.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.posthorn.kernel.DataFiles;

/**
 * Exchanges the file of a segment for one that has the records to be kept, where they were, and
 * holes elsewhere. Content ids stay as they are. Whenever it breaks off, the one or the other file
 * is there, whole and durable.
 */
final class SegmentRewrite {
  private static final int PIECE = 256 << 10;

  private final Path directory;
  private final Path file;
  private final int number;
  private final Runnable pace;
  private final Consumer<Step> done;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);

  /** What has been done, in this order. */
  enum Step {
    /** All records are in the new file. */
    COPIED,
    /** The new file is durable. */
    SYNCED,
    /** It has the name of the old one. */
    RENAMED
  }

  /**
   * A rewrite to come.
   *
   * @param pace is called again and again; may wait, or throw to stop
   * @param done hears of each step
   */
  SegmentRewrite(SegmentStore store, int number, Runnable pace, Consumer<Step> done) {
    this.number = number;
    this.directory = store.directory();
    this.file = store.file(number);
    this.pace = pace;
    this.done = done;
  }

  /**
   * Does it.
   *
   * @param kept where the records that are kept begin, ascending
   * @throws DamagedRecord when one of them is not as it was written; the old file stays
   */
  void run(int[] kept) throws IOException {
    Path sparse = OrphanedSegments.name(file);
    try {
      copy(kept, sparse);
      Files.setLastModifiedTime(sparse, Files.getLastModifiedTime(file)); // nothing new came
      pace.run();
      Files.move(sparse, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(sparse);
      throw e;
    }
    done.accept(Step.RENAMED);
    DataFiles.sync(directory);
  }

  private void copy(int[] kept, Path sparse) throws IOException {
    try (SegmentReader source = new SegmentReader(number, file);
        FileChannel target =
            FileChannel.open(
                sparse,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE),
                DataFiles.ownerOnly(sparse))) {
      source.visit(kept, (offset, header) -> copy(source.channel(), target, offset, header));
      done.accept(Step.COPIED);
      target.force(true);
      done.accept(Step.SYNCED);
    }
  }

  private void copy(FileChannel source, FileChannel target, int offset, RecordHeader header)
      throws IOException {
    CRC32C crc = new CRC32C();
    long octets = offset + (long) header.octetsAt();
    long end = offset + header.length();
    for (long at = offset; at < end; ) {
      piece.clear().limit((int) Math.min(PIECE, end - at));
      SegmentReader.fill(source, piece, at);
      int count = piece.flip().remaining();
      if (count == 0) {
        throw new DamagedRecord(number, offset, "cut off");
      }
      int facts = (int) Math.max(0, Math.min(count, octets - at));
      crc.update(piece.slice(facts, count - facts));
      while (piece.hasRemaining()) {
        at += target.write(piece, at);
      }
      pace.run();
    }
    if ((int) crc.getValue() != header.checksum()) {
      throw new DamagedRecord(number, offset, "a wrong checksum");
    }
  }
}
