package org.posthorn.mime.compose;

/**
 * Plain text whose paragraphs readers may wrap anew: lines that end with a blank go on in the next
 * one. RFC 3676.
 */
final class FlowedText {
  private static final int LINE = 76;

  private final StringBuilder out = new StringBuilder();

  private FlowedText() {}

  /** Writes text with lines of any length in lines ended by CRLF. RFC 3676 §4. */
  static String of(String text) {
    FlowedText flowed = new FlowedText();
    String normal = text.replace("\r\n", "\n").replace('\r', '\n');
    String body = normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal;
    for (String line : body.split("\n", -1)) {
      flowed.line(line);
    }
    return flowed.out.toString();
  }

  private void line(String line) {
    int depth = 0;
    int at = 0;
    while (at < line.length() && line.charAt(at) == '>') {
      depth++;
      at += at + 1 < line.length() && line.charAt(at + 1) == ' ' ? 2 : 1;
    }
    String rest = line.substring(Math.min(at, line.length()));
    if (rest.equals("-- ")) { // RFC 3676 §4.3
      write(depth, rest);
      return;
    }
    rest = rest.stripTrailing();
    int room = Math.max(20, LINE - depth - 1);
    while (rest.length() > room) {
      int blank = rest.lastIndexOf(' ', room - 1);
      blank = blank <= 0 ? rest.indexOf(' ', room) : blank;
      if (blank < 0 || rest.substring(0, blank).isBlank()) {
        break;
      }
      write(depth, rest.substring(0, blank + 1));
      rest = rest.substring(blank + 1);
    }
    write(depth, rest);
  }

  private void write(int depth, String line) {
    out.append(">".repeat(depth));
    boolean stuffed = // RFC 3676 §4.4
        line.startsWith(" ") || depth == 0 && (line.startsWith("From ") || line.startsWith(">"));
    if (stuffed || depth > 0 && !line.isEmpty()) {
      out.append(' ');
    }
    out.append(line).append("\r\n");
  }
}
