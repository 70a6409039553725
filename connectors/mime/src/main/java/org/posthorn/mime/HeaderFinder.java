package org.posthorn.mime;

import java.util.Arrays;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.text.SearchText;

/**
 * Looks for a text in the fields of a header, each as {@code name: value}. Makes texts only of
 * fields that have encoded words or may be it. Not thread-safe.
 */
final class HeaderFinder {
  private static final int MAX_VALUE = 64 * 1024;

  private final SearchText needle;
  private final boolean acrossColon;
  private byte[] plain = new byte[256];

  HeaderFinder(SearchText needle) {
    this.needle = needle;
    this.acrossColon = needle.folded().indexOf(':') >= 0;
  }

  /** Whether one of the fields has the text. */
  boolean in(FieldScanner fields) {
    while (fields.next()) {
      if (mayHave(fields) && needle.in(text(fields))) {
        return true;
      }
    }
    return false;
  }

  /** A field as it is searched. */
  static String text(FieldScanner field) {
    return field.name() + ": " + EncodedWords.decode(field.value(MAX_VALUE));
  }

  private boolean mayHave(FieldScanner field) {
    int length = field.end() - field.start();
    if (plain.length < length) {
      plain = Arrays.copyOf(plain, 2 * length);
    }
    int kept = field.unfold(plain);
    // blanks after the colon are not searched as they stand there
    return kept < 0 || acrossColon || needle.inAscii(plain, 0, kept);
  }
}
