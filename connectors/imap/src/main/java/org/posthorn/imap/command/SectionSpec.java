package org.posthorn.imap.command;

import java.util.List;

/**
 * Which octets of a message. RFC 9051 §6.4.5.1.
 *
 * @param path part numbers from the outside to the inside, each at least 1; empty for the message
 * @param text what of that part
 * @param fields header field names, for {@link Text#FIELDS} and {@link Text#FIELDS_NOT}
 */
public record SectionSpec(List<Integer> path, Text text, List<String> fields) {

  /** The whole message. */
  public static final SectionSpec ALL = new SectionSpec(List.of(), Text.CONTENT, List.of());

  public SectionSpec {
    path = List.copyOf(path);
    fields = List.copyOf(fields);
  }

  /** What of a part. */
  public enum Text {
    /** Its content; of the message, header and body. */
    CONTENT,
    /** The header of a message, with the empty line. */
    HEADER,
    /** Some fields of the header of a message, and the empty line. */
    FIELDS,
    /** All but some fields of the header of a message, and the empty line. */
    FIELDS_NOT,
    /** The body of a message. */
    TEXT,
    /** The MIME header of a part, with the empty line. */
    MIME
  }
}
