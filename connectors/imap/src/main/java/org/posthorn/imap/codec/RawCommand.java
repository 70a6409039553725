package org.posthorn.imap.codec;

import java.util.List;

/**
 * A complete command as octets: lines without CRLF and without the <code>{n}</code> at their end,
 * and the literals between them. There is one line more than there are literals. The arrays are not
 * copied and not to be changed.
 */
public record RawCommand(List<byte[]> lines, List<byte[]> literals) {
  public RawCommand {
    lines = List.copyOf(lines);
    literals = List.copyOf(literals);
    if (lines.size() != literals.size() + 1) {
      throw new IllegalArgumentException("literals are between lines");
    }
  }

  /** A command without literals. */
  public static RawCommand of(byte[] line) {
    return new RawCommand(List.of(line), List.of());
  }
}
