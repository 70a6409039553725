package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads what {@link ListText} wrote, member by member. For one thread at a time. */
final class ListReader {
  private final byte[] octets;
  private int at;

  ListReader(byte[] octets, int at) {
    this.octets = octets;
    this.at = at;
  }

  int at() {
    return at;
  }

  /** Whether a list begins here; it is entered then. */
  boolean open() {
    return accept('(');
  }

  /** Whether the list ends here; it is left then. */
  boolean close() {
    return accept(')');
  }

  private boolean accept(char wanted) {
    skipSpace();
    boolean there = octets[at] == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (octets[at] == ' ') {
      at++;
    }
  }

  /** Whether the next member is absent. */
  boolean isNil() {
    skipSpace();
    return octets[at] == 'N';
  }

  /** The next member, a string, one char per octet; empty text for NIL. */
  @SuppressWarnings("deprecation") // the charset-free constructor is the direct one
  String string() {
    skipSpace();
    byte first = octets[at];
    if (first == '"') {
      int from = at + 1;
      boolean escaped = skipQuoted();
      String text = new String(octets, 0, from, at - 1 - from);
      return escaped ? unescaped(text) : text;
    }
    if (first == '{') {
      int length = skipCounted();
      return new String(octets, at - length, length, ISO_8859_1);
    }
    return nil();
  }

  private String nil() {
    if (octets[at] != 'N') {
      throw new IllegalArgumentException("no string at octet " + at);
    }
    at += 3;
    return "";
  }

  /** The next member, a number. */
  long number() {
    skipSpace();
    long number = 0;
    for (; octets[at] >= '0' && octets[at] <= '9'; at++) {
      number = number * 10 + octets[at] - '0';
    }
    return number;
  }

  /** Passes over the next member, whatever it is. */
  void skip() {
    int depth = 0;
    do {
      skipSpace();
      switch (octets[at]) {
        case '(' -> {
          depth++;
          at++;
        }
        case ')' -> {
          depth--;
          at++;
        }
        case '"' -> skipQuoted();
        case '{' -> skipCounted();
        default -> skipAtom();
      }
    } while (depth > 0);
  }

  private void skipAtom() {
    int from = at;
    while (octets[at] != ' ' && octets[at] != ')') {
      at++;
    }
    if (at == from) {
      throw new IllegalArgumentException("no member at octet " + at);
    }
  }

  // whether there are escapes in it
  private boolean skipQuoted() {
    boolean escaped = false;
    for (at++; octets[at] != '"'; at++) {
      if (octets[at] == '\\') {
        escaped = true;
        at++;
      }
    }
    at++;
    return escaped;
  }

  // how many octets it has
  private int skipCounted() {
    at++;
    int length = (int) number();
    at += 3 + length; // "}", CR, LF
    return length;
  }

  private static String unescaped(String quoted) {
    StringBuilder text = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      i += quoted.charAt(i) == '\\' ? 1 : 0;
      text.append(quoted.charAt(i));
    }
    return text.toString();
  }
}
