package org.posthorn.mime;

import java.util.Locale;
import org.posthorn.mime.header.FieldScanner;

/** The header of a part, where its transfer encoding is to be told anew. RFC 2045 §6. */
final class PartHeader {
  private static final int MAX_VALUE = 1024;

  private final byte[] octets;
  private final long start;
  private final long bodyStart;

  /**
   * @param octets of the header with its empty line, as far as it is looked at
   * @param start where it stands in the message
   * @param bodyStart where it ends
   */
  PartHeader(byte[] octets, long start, long bodyStart) {
    this.octets = octets;
    this.start = start;
    this.bodyStart = bodyStart;
  }

  /** Whether all of it is looked at. */
  boolean complete() {
    return start + octets.length == bodyStart;
  }

  /** Whether there is a field; the name is in lower case. */
  boolean has(String name) {
    FieldScanner fields = fields();
    while (fields.next()) {
      if (fields.named(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it says that other parts follow, wherever that may lead. */
  boolean composite() {
    FieldScanner fields = fields();
    while (fields.next()) {
      if (fields.named("content-type")) {
        String type = fields.value(MAX_VALUE).toLowerCase(Locale.ROOT);
        return type.startsWith("multipart") || type.startsWith("message");
      }
    }
    return false;
  }

  private FieldScanner fields() {
    return new FieldScanner(octets, 0, octets.length);
  }

  /**
   * Puts it into a message with another transfer encoding.
   *
   * @param message whether it is the header of a message, which must say that it is of MIME
   */
  void relabel(String encoding, boolean message, PiecedContent result) {
    FieldScanner fields = fields();
    boolean version = false;
    int end = 0;
    while (fields.next()) {
      version |= fields.named("mime-version");
      if (fields.named("content-transfer-encoding")) {
        result.cut(start + fields.start(), fields.end() - fields.start());
      }
      end = fields.end();
    }
    String added = message && !version ? "MIME-Version: 1.0\r\n" : ""; // RFC 2045 §4
    result.insert(start + end, added + "Content-Transfer-Encoding: " + encoding + "\r\n");
  }
}
