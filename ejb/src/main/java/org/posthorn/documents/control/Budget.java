package org.posthorn.documents.control;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What one document may take: octets after inflating, pieces of work, characters of text, time.
 * Whoever takes more gets {@link OverBudget}. Used by one thread; others may {@link #end} it.
 */
public final class Budget {
  private static final int CLOCK = 1 << 10; // pieces of work between two looks at it

  private final StringBuilder text = new StringBuilder();
  private final int characters;
  private final long deadline;
  private volatile boolean ended;
  private long octets;
  private int work;

  /** Of a document that is read from now on. */
  public Budget(long octets, int characters, Duration time) {
    this.octets = octets;
    this.characters = characters;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /** The text that was found. */
  public String text() {
    return text.toString();
  }

  /** From now on everything is too much. */
  public void end() {
    ended = true;
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
    if (ended || (++work & CLOCK - 1) == 0) {
      time();
    }
  }

  /** A larger piece of work is done. */
  void time() {
    if (ended || System.nanoTime() > deadline) {
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

  /** What is written costs octets. */
  OutputStream out(OutputStream to) {
    return new FilterOutputStream(to) {
      @Override
      public void write(int octet) throws IOException {
        octets(1);
        out.write(octet);
      }

      @Override
      public void write(byte[] source, int at, int length) throws IOException {
        octets(length);
        out.write(source, at, length);
      }
    };
  }
}
