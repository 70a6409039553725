package org.posthorn.webmail.reading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text as HTML: lines and blanks as they are, quotes in blocks, addresses as links. */
final class PlainBody {
  private static final Pattern LINK =
      Pattern.compile(
          "\\bhttps?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)\\]]|\\bwww\\.[^\\s<>\"']+[a-zA-Z0-9/]");

  private static final int DEEPEST = 6;

  private PlainBody() {}

  /** The content of a body element. */
  static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 4);
    int depth = 0;
    boolean signature = false;
    for (String line : text.replace("\r\n", "\n").stripTrailing().split("\n", -1)) {
      int level = Math.min(DEEPEST, level(line));
      for (; depth < level; depth++) {
        out.append("<blockquote>");
      }
      for (; depth > level; depth--) {
        out.append("</blockquote>");
      }
      if (line.equals("-- ") && !signature && level == 0) { // RFC 3676 §4.3
        signature = true;
        out.append("<div class=\"signature\">");
      }
      line(unquoted(line, level), out);
    }
    out.append("</blockquote>".repeat(depth));
    return out.append(signature ? "</div>" : "").toString();
  }

  private static int level(String line) {
    int level = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '>') {
        level++;
      } else if (line.charAt(i) != ' ' || level == 0) {
        break;
      }
    }
    return level;
  }

  private static String unquoted(String line, int level) {
    int at = 0;
    for (int seen = 0; seen < level && at < line.length(); at++) {
      seen += line.charAt(at) == '>' ? 1 : 0;
    }
    return level > 0 && at < line.length() && line.charAt(at) == ' '
        ? line.substring(at + 1)
        : line.substring(at);
  }

  private static void line(String line, StringBuilder out) {
    out.append("<div class=\"line\">");
    if (line.isBlank()) {
      out.append("<br>");
    }
    Matcher links = LINK.matcher(line);
    int at = 0;
    while (links.find()) {
      escape(line.substring(at, links.start()), out);
      String shown = links.group();
      out.append("<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"");
      escape(shown.startsWith("www.") ? "https://" + shown : shown, out);
      out.append("\">");
      escape(shown, out);
      out.append("</a>");
      at = links.end();
    }
    escape(line.substring(at), out);
    out.append("</div>");
  }

  /** Writes text so that it means itself in HTML, also within quotes. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
