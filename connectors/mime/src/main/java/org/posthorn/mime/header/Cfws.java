package org.posthorn.mime.header;

/** Comments and blanks between the words of an unfolded value. RFC 5322 §3.2.2. */
final class Cfws {
  private static final int MAX_NESTING = 16;

  private Cfws() {}

  // CFWS = (1*([FWS] comment) [FWS]) / FWS
  /** Where it ends that begins here; -1 when a comment has no end or is nested too deep. */
  static int skip(String value, int from) {
    int depth = 0;
    for (int at = from; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (c == '\\' && depth > 0) {
        at++;
      } else if (depth == 0 && c != ' ' && c != '\t') {
        return at;
      }
      if (depth > MAX_NESTING) {
        return -1;
      }
    }
    return depth == 0 ? value.length() : -1;
  }
}
