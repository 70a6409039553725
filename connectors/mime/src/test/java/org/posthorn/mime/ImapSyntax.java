package org.posthorn.mime;

/** Checks what would be sent: a parenthesised list of strings, NIL, numbers and lists. */
final class ImapSyntax {
  private final String text;
  private int at;

  private ImapSyntax(String text) {
    this.text = text;
  }

  /** Whether the text is one list and nothing else. */
  static boolean isList(String text) {
    ImapSyntax syntax = new ImapSyntax(text);
    return syntax.list() && syntax.at == text.length();
  }

  private boolean list() {
    if (!next('(')) {
      return false;
    }
    while (!next(')')) {
      next(' ');
      if (at >= text.length() || !value()) {
        return false;
      }
    }
    return true;
  }

  private boolean next(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private boolean value() {
    char c = text.charAt(at);
    if (c == '(') {
      return list();
    }
    if (c == '"') {
      return quoted();
    }
    if (c == '{') {
      return literal();
    }
    if (text.startsWith("NIL", at)) {
      at += 3;
      return true;
    }
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  private boolean quoted() {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '\\') {
        c = text.charAt(++at);
        if (c != '"' && c != '\\') {
          return false;
        }
      }
      if (c == '\r' || c == '\n' || c == 0 || c > 127) {
        return false;
      }
    }
    return false;
  }

  private boolean literal() {
    int close = text.indexOf("}\r\n", at);
    int length = Integer.parseInt(text.substring(at + 1, close));
    int start = close + 3;
    at = start + length;
    return at <= text.length() && text.substring(start, at).indexOf(0) < 0;
  }
}
