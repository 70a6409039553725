package org.posthorn.mime.header;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Picks fields out of headers. Immutable. */
public final class HeaderFields {
  private static final int MAX_VALUE = 64 * 1024;
  private static final byte[] CRLF = {'\r', '\n'};

  private final Map<Integer, List<String>> byLength = new HashMap<>(); // in lower case
  private final boolean not;

  /**
   * Picks the fields that are named, or those that are not. RFC 9051 §6.4.5.1.
   *
   * @param names in any case
   * @param not whether the named ones are left out instead
   */
  public HeaderFields(Collection<String> names, boolean not) {
    this.not = not;
    for (String name : names) {
      byLength
          .computeIfAbsent(name.length(), length -> new ArrayList<>())
          .add(name.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * The fields, in their order and with their folding; ends with an empty line.
   *
   * @param header with or without its empty line
   */
  public byte[] select(byte[] header) {
    byte[] out = new byte[header.length + 2 * CRLF.length]; // a last line may have no end
    int length = 0;
    FieldScanner fields = new FieldScanner(header, 0, header.length);
    while (fields.next()) {
      if (isNamed(fields) != not) {
        int count = fields.end() - fields.start();
        System.arraycopy(header, fields.start(), out, length, count);
        length += count;
        if (header[fields.end() - 1] != '\n') {
          length = lineEnd(out, length);
        }
      }
    }
    return Arrays.copyOf(out, lineEnd(out, length));
  }

  private boolean isNamed(FieldScanner field) {
    for (String name : byLength.getOrDefault(field.nameLength(), List.of())) {
      if (field.named(name)) {
        return true;
      }
    }
    return false;
  }

  private static int lineEnd(byte[] out, int at) {
    System.arraycopy(CRLF, 0, out, at, CRLF.length);
    return at + CRLF.length;
  }

  /**
   * The first field of this name, unfolded, one char per octet.
   *
   * @param name in lower case
   */
  public static Optional<String> first(byte[] header, String name) {
    FieldScanner fields = new FieldScanner(header, 0, header.length);
    while (fields.next()) {
      if (fields.named(name)) {
        return Optional.of(fields.value(MAX_VALUE));
      }
    }
    return Optional.empty();
  }
}
