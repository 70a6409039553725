package org.posthorn.webapi.v1;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mime.compose.OutgoingPart;

/**
 * Some of the octets of something. RFC 9110 §14.1.2.
 *
 * @param first counted from 0
 * @param last the last one that is meant
 */
record ByteRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * What a Range field asks for.
   *
   * @return empty when it is none that we know: all is given then. One whose first octet is behind
   *     the end cannot be given
   */
  static Optional<ByteRange> of(String field, long size) {
    Matcher form = FORM.matcher(field.strip());
    if (!form.matches() || form.group(1).isEmpty() && form.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (form.group(1).isEmpty()) { // suffix-range
      long count = Long.parseLong(form.group(2));
      return Optional.of(
          count == 0
              ? new ByteRange(size, size)
              : new ByteRange(Math.max(0, size - count), size - 1));
    }
    long first = Long.parseLong(form.group(1));
    long last = form.group(2).isEmpty() ? size - 1 : Long.parseLong(form.group(2));
    return last < first && !form.group(2).isEmpty()
        ? Optional.empty()
        : Optional.of(new ByteRange(first, Math.min(last, size - 1)));
  }

  /** Whether there is such an octet. */
  boolean isIn(long size) {
    return first < size;
  }

  /** How many there are. */
  long length() {
    return last - first + 1;
  }

  /** Writes only these, and stops behind them. */
  void copy(OutgoingPart.Octets octets, OutputStream out) throws IOException {
    try {
      octets.writeTo(new Window(out));
    } catch (RangeEnd end) {
      // all are written
    }
  }

  private static final class RangeEnd extends IOException {
    private static final long serialVersionUID = 1;

    RangeEnd() {
      super("end of the range");
    }
  }

  private final class Window extends FilterOutputStream {
    private long at;

    Window(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
      if (at > last) {
        throw new RangeEnd();
      }
      long begin = Math.max(at, first);
      long end = Math.min(at + count, last + 1);
      if (begin < end) {
        out.write(octets, from + (int) (begin - at), (int) (end - begin));
      }
      at += count;
    }
  }
}
