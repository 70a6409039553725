package org.posthorn.documents.reader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * What one document may take: octets after inflating, pieces of work, characters of text, time.
 * Whoever takes more gets {@link OverBudget}. For one thread.
 */
final class DocumentBudget {
  private static final int CLOCK = 1 << 10; // pieces of work between two looks at it

  private final StringBuilder text = new StringBuilder();
  private final int characters;
  private final long deadline;
  private long octets;
  private int work;

  /** Of a document that is read from now on. */
  DocumentBudget(long octets, int characters, Duration time) {
    this.octets = octets;
    this.characters = characters;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /** The text that was found. */
  String text() {
    return text.toString();
  }

  /** Some octets are read or come out of a filter. */
  void octets(long count) {
    octets -= count;
    if (octets < 0) {
      throw new OverBudget("octets");
    }
    work();
  }

  /** A piece of work is done. */
  void work() {
    if ((++work & CLOCK - 1) == 0 && System.nanoTime() > deadline) {
      throw new OverBudget("time");
    }
  }

  /** Some text is found. */
  void text(CharSequence found) {
    int room = characters - text.length();
    text.append(found, 0, Math.min(room, found.length()));
    if (room < found.length()) {
      throw new OverBudget("text");
    }
  }

  /** What is read costs octets; closing does nothing. */
  InputStream in(InputStream from) {
    return new FilterInputStream(from) {
      @Override
      public int read() throws IOException {
        octets(1);
        return in.read();
      }

      @Override
      public int read(byte[] target, int at, int length) throws IOException {
        int count = in.read(target, at, length);
        octets(Math.max(0, count));
        return count;
      }

      @Override
      public void close() {
        // the next entry comes from the same stream
      }
    };
  }
}
