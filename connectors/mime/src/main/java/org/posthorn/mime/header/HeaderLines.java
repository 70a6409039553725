package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Content;

/** The header fields of a message as they stand there, unfolded. RFC 5322 §2.2. */
public final class HeaderLines {
  private static final int MOST_OCTETS = 256 * 1024;

  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, String value) {}

  /** Of a text of fields; what is no field is left out. */
  public HeaderLines(String header) {
    String unfolded = header.replaceAll("\r?\n(?=[ \t])", "");
    for (String line : unfolded.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        lines.add(new Line(name, line.substring(colon + 1).strip()));
      }
    }
  }

  /**
   * Of a message, of whose header no more than the first 256 KiB are read.
   *
   * @param headerLength octets of its header
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public static HeaderLines of(Content content, int headerLength) {
    int length = (int) Math.min(MOST_OCTETS, Math.min(content.size(), headerLength));
    ByteBuffer octets = ByteBuffer.allocate(length);
    content.read(0, octets);
    return new HeaderLines(new String(octets.array(), UTF_8));
  }

  /** The value of the first field of a name, in lower case. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of all fields of a name, in lower case. */
  public List<String> all(String name) {
    return lines.stream().filter(each -> each.name().equals(name)).map(Line::value).toList();
  }

  /**
   * The same, but only of those that this server has written when the message came: they stand
   * above what the server before has written. RFC 5321 §4.4.
   */
  public List<String> ours(String name) {
    List<String> found = new ArrayList<>();
    int received = 0;
    for (Line each : lines) {
      received += each.name().equals("received") ? 1 : 0;
      if (received > 1) {
        break;
      }
      if (each.name().equals(name)) {
        found.add(each.value());
      }
    }
    return found;
  }
}
