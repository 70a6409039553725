package org.posthorn.smtp.codec;

import java.util.Locale;

/** A place in a command line. {@code accept} tries, {@code expect} demands. */
final class Cursor {
  private final String line;
  private int at;

  Cursor(String line) {
    this.line = line;
  }

  /** The word up to the next space or the end, in upper case. */
  String keyword() {
    return word().toUpperCase(Locale.ROOT);
  }

  /** The text up to the next space or the end; may be empty. */
  String word() {
    int end = line.indexOf(' ', at);
    String word = line.substring(at, end < 0 ? line.length() : end);
    at += word.length();
    return word;
  }

  boolean accept(String text) {
    if (!line.regionMatches(true, at, text, 0, text.length())) {
      return false;
    }
    at += text.length();
    return true;
  }

  void expect(String text) {
    if (!accept(text)) {
      String what = text.isBlank() ? "an argument" : text.strip();
      throw new SmtpSyntaxException(501, "5.5.4", "Expected " + what);
    }
  }

  void skipSpaces() {
    while (accept(" ")) {}
  }

  /** Nothing may follow but spaces, which some clients send. */
  void end() {
    skipSpaces();
    if (at < line.length()) {
      throw new SmtpSyntaxException(501, "5.5.4", "No parameter allowed here");
    }
  }

  boolean atEnd() {
    return at == line.length();
  }

  char next() {
    if (atEnd()) {
      throw new SmtpSyntaxException(501, "5.5.2", "Line ends too early");
    }
    return line.charAt(at++);
  }

  int position() {
    return at;
  }

  String since(int start) {
    return line.substring(start, at);
  }
}
