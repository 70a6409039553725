package org.posthorn.mime.text;

import java.util.Map;

/** The readable text of HTML, roughly: for previews and search, never for display as HTML. */
public final class HtmlText {
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "copy", "©",
          "euro", "€", "mdash", "—", "ndash", "–");
  private static final int MAX_ENTITY = 10;

  private HtmlText() {}

  /** Leaves out tags, comments, scripts and styles, and replaces entities. Any text will do. */
  public static String strip(String html) {
    StringBuilder out = new StringBuilder(html.length());
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<') {
        at = afterTag(html, at);
        out.append(' ');
      } else if (c == '&') {
        at = entity(html, at, out);
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int afterTag(String html, int at) {
    if (html.startsWith("<!--", at)) {
      return after(html, "-->", at + 4);
    }
    for (String hidden : new String[] {"script", "style", "head"}) {
      if (html.regionMatches(true, at + 1, hidden, 0, hidden.length())
          && !isLetter(html, at + 1 + hidden.length())) {
        int end = closing(html, hidden, at + 1);
        return end < 0 ? html.length() : after(html, ">", end);
      }
    }
    return after(html, ">", at + 1);
  }

  private static boolean isLetter(String html, int at) {
    return at < html.length() && Character.isLetterOrDigit(html.charAt(at));
  }

  private static int closing(String html, String name, int from) {
    for (int i = html.indexOf("</", from); i >= 0; i = html.indexOf("</", i + 2)) {
      if (html.regionMatches(true, i + 2, name, 0, name.length())) {
        return i;
      }
    }
    return -1;
  }

  private static int after(String html, String end, int from) {
    int found = html.indexOf(end, from);
    return found < 0 ? html.length() : found + end.length();
  }

  private static int entity(String html, int at, StringBuilder out) {
    int end = html.indexOf(';', at);
    if (end < 0 || end - at > MAX_ENTITY) {
      out.append('&');
      return at + 1;
    }
    String name = html.substring(at + 1, end);
    String known = ENTITIES.get(name);
    int code = known == null && name.startsWith("#") ? number(name) : -1;
    if (known != null) {
      out.append(known);
    } else if (code > 0 && Character.isValidCodePoint(code)) {
      out.appendCodePoint(code);
    } else {
      out.append('&');
      return at + 1;
    }
    return end + 1;
  }

  private static int number(String name) {
    boolean hex = name.length() > 1 && (name.charAt(1) | 32) == 'x';
    try {
      return Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
    } catch (NumberFormatException none) {
      return -1;
    }
  }
}
