package org.posthorn.mime;

import java.util.Arrays;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.header.Parameters;
import org.posthorn.mime.text.SearchText;

/**
 * Looks for a text in the fields of a header, each as {@code name: value}. Makes texts only of
 * fields that have encoded words or may be it. Not thread-safe.
 */
final class HeaderFinder {
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

  /**
   * A field as it is searched: its encoded words decoded, and behind it the parameters that are
   * encoded in another way or stand in several pieces. RFC 2231 §3, §4.
   */
  static String text(FieldScanner field) {
    String value = field.value(HeaderBuffer.MAX_KEPT);
    String text = field.name() + ": " + EncodedWords.decode(value);
    return mayHaveExtended(field) ? text + extended(value) : text;
  }

  private static String extended(String value) {
    StringBuilder text = new StringBuilder();
    Parameters parameters = Parameters.parse(value);
    for (String key : parameters.parameters().keySet()) {
      String name = key.endsWith("*") ? key.substring(0, key.length() - 1) : key;
      parameters
          .text(name)
          .ifPresent(found -> text.append("; ").append(name).append('=').append(found));
    }
    return text.toString();
  }

  private static boolean mayHaveExtended(FieldScanner field) {
    return (field.named("content-type") || field.named("content-disposition")) && field.has('*');
  }

  private boolean mayHave(FieldScanner field) {
    int length = field.end() - field.start();
    if (plain.length < length) {
      plain = Arrays.copyOf(plain, 2 * length);
    }
    int kept = field.unfold(plain);
    // blanks after the colon are not searched as they stand there
    return kept < 0 || acrossColon || mayHaveExtended(field) || needle.inAscii(plain, 0, kept);
  }
}
