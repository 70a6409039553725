package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Picks fields out of a header. */
public final class HeaderFields {
  private static final int MAX_VALUE = 64 * 1024;

  private HeaderFields() {}

  /**
   * The fields that are named, or those that are not, in their order and with their folding; ends
   * with an empty line. RFC 9051 §6.4.5.1.
   *
   * @param header with or without its empty line
   * @param names in any case
   * @param not whether the named ones are left out instead
   */
  public static byte[] select(byte[] header, Collection<String> names, boolean not) {
    Set<String> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
    ByteArrayOutputStream out = new ByteArrayOutputStream(not ? header.length + 2 : 256);
    FieldScanner fields = new FieldScanner(header, 0, header.length);
    while (fields.next()) {
      if (wanted.contains(fields.name()) != not) {
        out.write(header, fields.start(), fields.end() - fields.start());
        if (header[fields.end() - 1] != '\n') {
          out.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
      }
    }
    out.writeBytes("\r\n".getBytes(ISO_8859_1));
    return out.toByteArray();
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
