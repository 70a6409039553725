package org.posthorn.mime.header;

/** The lexical part of parameters: tokens, quoted strings, comments. RFC 2045 §5.1. */
final class ParameterReader {
  private final String text;
  private int at;
  private String name = "";
  private String value = "";

  ParameterReader(String text) {
    this.text = text;
  }

  String name() {
    return name;
  }

  String value() {
    return value;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (c == '\\' && depth > 0) {
        at++;
      } else if (c > ' ' && depth == 0) {
        return;
      }
      at++;
    }
    at = Math.min(at, text.length());
  }

  /** What stands before the parameters; some write it in quotes, or no semicolon behind it. */
  String first() {
    skipBlanks();
    if (peek() == '"') {
      String[] pieces = quoted().split(";", 2);
      return pieces[0].strip();
    }
    String value = word();
    skipBlanks();
    if (peek() == ';' || at == text.length()) {
      return value;
    }
    StringBuilder out = new StringBuilder(value);
    for (; at < text.length() && peek() != ';' && !atParameter(); skipBlanks()) {
      out.append(word());
    }
    return out.toString();
  }

  private String word() {
    int start = at;
    while (at < text.length() && peek() > ' ' && peek() != '(' && peek() != ';') {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean atParameter() {
    int equals = at;
    while (equals < text.length() && " \t;=(".indexOf(text.charAt(equals)) < 0) {
      equals++;
    }
    return equals < text.length() && text.charAt(equals) == '=';
  }

  /** What comes next up to one of {@code stops}, blanks and comments left out. */
  String token(String stops) {
    StringBuilder out = new StringBuilder();
    while (true) {
      skipBlanks();
      int start = at;
      while (at < text.length()
          && text.charAt(at) > ' '
          && text.charAt(at) != '('
          && stops.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (start == at) {
        return out.toString();
      }
      out.append(text, start, at);
    }
  }

  /** Moves to the next {@code ; name=value}; false at the end. */
  boolean nextParameter() {
    while (at < text.length()) {
      if (peek() == ';') {
        at++;
        continue;
      }
      name = token(";=");
      if (peek() == '=') {
        at++;
        skipBlanks();
        value = peek() == '"' ? quoted() : unquoted();
        if (!name.isEmpty()) {
          return true;
        }
      } else if (peek() != ';') {
        at++;
      }
    }
    return false;
  }

  /** A value without quotes; blanks inside are kept, as some clients write file names that way. */
  private String unquoted() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ';') {
      if (text.charAt(at) == '(' && at > start && text.charAt(at - 1) == ' ') {
        break;
      }
      at++;
    }
    String found = text.substring(start, at).trim();
    skipToSemicolon();
    return found;
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      out.append(c);
    }
    skipToSemicolon();
    return out.toString();
  }

  private void skipToSemicolon() {
    int semicolon = text.indexOf(';', at);
    at = semicolon < 0 ? text.length() : semicolon;
  }
}
