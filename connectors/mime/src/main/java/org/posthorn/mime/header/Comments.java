package org.posthorn.mime.header;

/** Comments around values that are not parsed further. RFC 5322 §3.2.2. */
public final class Comments {
  private Comments() {}

  /**
   * A value without its comments. Only what begins with the value or after a blank is one:
   * parentheses may be part of an address (RFC 3986 §2.2), and what does not end is none.
   *
   * @param value unfolded, one char per octet
   */
  public static String remove(String value) {
    if (value.indexOf('(') < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder(value.length());
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quoted ^= c == '"';
      boolean begins = c == '(' && !quoted && (i == 0 || value.charAt(i - 1) <= ' ');
      int end = begins ? end(value, i) : -1;
      if (end < 0 && begins) {
        return out.append(value, i, value.length()).toString().strip();
      }
      if (end < 0) {
        out.append(c);
      } else {
        i = end;
      }
    }
    return out.toString().strip();
  }

  /** A URI without comments, and without the blanks of its folding. RFC 2557 §4.4. */
  public static String removeFromUri(String value) {
    StringBuilder out = new StringBuilder(value.length());
    remove(value).chars().filter(c -> c > ' ').forEach(c -> out.append((char) c));
    return out.toString();
  }

  // comment = "(" *([FWS] ccontent) [FWS] ")"
  private static int end(String value, int open) {
    int depth = 0;
    for (int i = open; i < value.length(); i++) {
      char c = value.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
      i += c == '\\' ? 1 : 0;
    }
    return -1;
  }
}
