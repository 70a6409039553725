package org.posthorn.mime.header;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of a header without copying it: each {@link #next()} moves to one field
 * with its folded lines. Lines that are no field (no colon, leading blanks) are passed over. Not
 * thread-safe.
 */
public final class FieldScanner {
  private final byte[] octets;
  private final int end;
  private int next;
  private int start;
  private int colon;
  private int nameEnd;

  /** Walks over {@code octets[from, end)}; stops at an empty line. */
  public FieldScanner(byte[] octets, int from, int end) {
    this.octets = octets;
    this.end = end;
    this.next = from;
  }

  /** Moves to the next field; false when there is none left. */
  public boolean next() {
    while (next < end) {
      start = next;
      if (isLineEnd(start)) {
        return false;
      }
      next = endOfField(start);
      if (octets[start] != ' ' && octets[start] != '\t' && findColon()) {
        return true;
      }
    }
    start = end;
    return false;
  }

  private boolean isLineEnd(int at) {
    return octets[at] == '\n' || octets[at] == '\r' && at + 1 < end && octets[at + 1] == '\n';
  }

  private int endOfField(int from) {
    int i = from;
    while (i < end) {
      if (octets[i++] == '\n' && (i == end || octets[i] != ' ' && octets[i] != '\t')) {
        return i;
      }
    }
    return end;
  }

  private boolean findColon() {
    for (int i = start; i < next && octets[i] != '\n'; i++) {
      if (octets[i] == ':') {
        colon = i;
        nameEnd = i;
        while (nameEnd > start && (octets[nameEnd - 1] == ' ' || octets[nameEnd - 1] == '\t')) {
          nameEnd--; // obs-optional: blanks before the colon. RFC 5322 §4.5.8
        }
        return nameEnd > start;
      }
    }
    return false;
  }

  /** Where the field starts, its name first. */
  public int start() {
    return start;
  }

  /** Where the field ends, after its last line end. */
  public int end() {
    return next;
  }

  /** Number of octets of the name. */
  public int nameLength() {
    return nameEnd - start;
  }

  /** Whether the field has this name; {@code lowerCase} is ASCII in lower case. */
  public boolean named(String lowerCase) {
    int length = nameEnd - start;
    if (length != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int c = octets[start + i];
      if (c >= 'A' && c <= 'Z') {
        c += 32;
      }
      if (c != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the field has this ASCII character in it. */
  public boolean has(char c) {
    for (int i = start; i < next; i++) {
      if (octets[i] == c) {
        return true;
      }
    }
    return false;
  }

  /** The name in lower case. */
  public String name() {
    byte[] name = new byte[nameEnd - start];
    for (int i = 0; i < name.length; i++) {
      byte c = octets[start + i];
      name[i] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /**
   * The value unfolded (RFC 5322 §2.2.3) and trimmed, one char per octet; CR, LF and NUL are left
   * out, a tab is a space. At most {@code limit} octets of the field are looked at.
   */
  public String value(int limit) {
    int from = colon + 1;
    int to = (int) Math.min(next, (long) from + limit);
    while (from < to && blank(octets[from])) {
      from++;
    }
    while (to > from && blank(octets[to - 1])) {
      to--;
    }
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      if (c < ' ' && c >= 0) {
        return unfold(from, to);
      }
    }
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether {@link #value} has all of the field with this limit. */
  public boolean isWhole(int limit) {
    return next - colon - 1 <= limit;
  }

  /** Whether the octets end with this field. */
  public boolean isLast() {
    return next == end;
  }

  /**
   * Puts the octets of the whole field, as {@link #value} has them but not trimmed, where there is
   * room for them.
   *
   * @return how many, or -1 when {@link EncodedWords} would change them
   */
  public int unfold(byte[] target) {
    int length = 0;
    for (int i = start; i < next; i++) {
      byte c = octets[i];
      if (c < 0 || c == '?' && length > 0 && target[length - 1] == '=') {
        return -1;
      }
      if (i < colon) {
        target[length++] = c;
      } else if (c != '\r' && c != '\n' && c != 0) {
        target[length++] = c == '\t' ? (byte) ' ' : c;
      }
    }
    return length;
  }

  private String unfold(int from, int to) {
    byte[] value = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      if (c != '\r' && c != '\n' && c != 0) {
        value[length++] = c == '\t' ? (byte) ' ' : c;
      }
    }
    return new String(value, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean blank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
  }
}
