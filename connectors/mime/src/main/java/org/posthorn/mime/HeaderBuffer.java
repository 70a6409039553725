package org.posthorn.mime;

import java.util.Arrays;
import org.posthorn.mime.header.FieldScanner;

/** The header being read, line by line; what exceeds the limit is counted, not kept. */
final class HeaderBuffer {
  static final int MAX_KEPT = 256 * 1024;
  private static final int MAX_LINE_SEEN = 512; // of a line beyond, enough to know a boundary

  private byte[] octets = new byte[2048];
  private int length;
  private int lineStart;
  private long lineLength;
  private boolean cut;

  void clear() {
    cut = false;
    length = 0;
    lineStart = 0;
    lineLength = 0;
  }

  void append(byte[] from, int start, int end) {
    int limit = Math.max(MAX_KEPT, lineStart + MAX_LINE_SEEN);
    int kept = Math.min(end - start, limit - length);
    if (kept > 0) {
      if (length + kept > octets.length) {
        octets = Arrays.copyOf(octets, Math.max(length + kept, octets.length * 2));
      }
      System.arraycopy(from, start, octets, length, kept);
      length += kept;
    }
    lineLength += end - start;
  }

  /** Whether its last field, or more than that, is missing. */
  boolean isCut() {
    return cut || lineLength > length - lineStart || length > MAX_KEPT;
  }

  /** Whether the line read so far is nothing but its end. */
  boolean lineIsEmpty() {
    return lineLength == 1 || lineLength == 2 && octets[lineStart] == '\r';
  }

  boolean lineHasDashes() {
    return lineLength > 2 && octets[lineStart] == '-' && octets[lineStart + 1] == '-';
  }

  byte[] octets() {
    return octets;
  }

  int lineStart() {
    return lineStart;
  }

  /** Octets of the line that are kept. */
  int lineKept() {
    return length - lineStart;
  }

  /** Octets of the line, kept or not. */
  long lineLength() {
    return lineLength;
  }

  /** The line belongs to the header; another begins. */
  void endLine() {
    cut = isCut();
    lineStart = Math.min(length, MAX_KEPT);
    length = lineStart;
    lineLength = 0;
  }

  /** The line does not belong to the header. */
  void dropLine() {
    length = lineStart;
    lineLength = 0;
  }

  FieldScanner fields() {
    return new FieldScanner(octets, 0, Math.min(length, MAX_KEPT));
  }
}
