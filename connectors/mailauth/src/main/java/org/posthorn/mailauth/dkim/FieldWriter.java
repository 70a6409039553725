package org.posthorn.mailauth.dkim;

import java.util.List;

/** Writes a field of tags, folded below 78 characters. RFC 5322 §2.1.1, RFC 6376 §3.2. */
public final class FieldWriter {
  private static final int LINE = 76;

  private final StringBuilder text;
  private int column;

  /** Begins a field. */
  public FieldWriter(String name) {
    text = new StringBuilder(600).append(name).append(':');
    column = text.length();
  }

  /** Adds a tag whose value has no blanks and is not cut. */
  public FieldWriter tag(String name, String value) {
    piece(" " + name + "=" + value + ";");
    return this;
  }

  /** Adds a tag with words between colons, cut after these. */
  public FieldWriter words(String name, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String start = i == 0 ? " " + name + "=" : "";
      piece(start + words.get(i) + (i + 1 < words.size() ? ":" : ";"));
    }
    return this;
  }

  private void piece(String piece) {
    String words = piece;
    if (column + words.length() > LINE) {
      text.append("\r\n\t");
      column = 8;
      words = words.stripLeading();
    }
    text.append(words);
    column += words.length();
  }

  /** The field with an empty tag at its end, as it is signed, without the CRLF. */
  public String open(String name) {
    piece(" " + name + "=");
    return text.toString();
  }

  /** The whole field with the value of that last tag, cut where the line is full; with its CRLF. */
  public String close(String value) {
    for (int at = 0; at < value.length(); ) {
      int room = LINE - column;
      if (room <= 0) {
        text.append("\r\n\t");
        column = 8;
        continue;
      }
      int end = Math.min(value.length(), at + room);
      text.append(value, at, end);
      column += end - at;
      at = end;
    }
    return text.append("\r\n").toString();
  }
}
