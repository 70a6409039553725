package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Reads the header of a message that comes in pieces, and tells a {@link Handler} of each field and
 * of the end. The header ends at an empty line, or before the first line that is no field. Holds a
 * field's name at most; any cut of the octets gives the same fields. RFC 5322 §2.2. Not
 * thread-safe.
 */
public final class HeaderStream {
  private static final int MAX_NAME = 256;

  private final Handler handler;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(64);
  private Where where = Where.LINE_START;
  private boolean inField; // so that a line may continue it
  private boolean first = true;
  private boolean nameEnded;
  private boolean afterCr;
  private boolean broken;

  private enum Where {
    /** Before the colon of a field, or where the header may end. */
    LINE_START,
    /** After the colon, or after the blank that starts a folded line. */
    VALUE,
    /** After the empty line, or after a line that is no field. */
    BODY
  }

  /** How a header ended. */
  public enum End {
    /** With its empty line, which is the first line of what follows. */
    EMPTY_LINE,
    /** A line that is no field follows. */
    NO_FIELD,
    /** The message ended after the last field. */
    NO_BODY,
    /** The message ended within the last line of a field. */
    WITHIN_FIELD
  }

  /** What is told of a header, in order: its fields, its end, and the body. */
  public interface Handler {
    /**
     * A field begins.
     *
     * @param name without blanks behind it, in the case in which it came
     * @param octets name and colon as they came
     */
    void field(String name, byte[] octets);

    /**
     * The line with which each message begins in a Unix mailbox file begins ({@code From }, perhaps
     * after {@code >}); it goes on and ends like a field.
     */
    void postmark(byte[] octets);

    /** Octets of the field: value, line ends, folded lines. */
    void value(ByteBuffer octets);

    /** The field is complete. */
    void fieldEnd();

    /** The header is complete. Comes once. */
    void headerEnd(End end);

    /** Octets after the header; those of an empty line are the first. */
    void body(ByteBuffer octets);
  }

  /** At the start of a message. */
  public HeaderStream(Handler handler) {
    this.handler = handler;
  }

  /** Takes the next octets, all of them. */
  public void write(ByteBuffer octets) {
    while (octets.hasRemaining() && where != Where.BODY) {
      if (where == Where.VALUE) {
        value(octets);
      } else {
        lineStart(octets.get());
      }
    }
    if (octets.hasRemaining()) {
      handler.body(octets);
    }
  }

  /** The message has ended, perhaps within its header. */
  public void finish() {
    if (where == Where.BODY) {
      return;
    }
    boolean unfinished = where == Where.VALUE;
    broken |= afterCr;
    if (head.size() > 0) {
      body(End.NO_FIELD);
    } else {
      body(unfinished ? End.WITHIN_FIELD : End.NO_BODY);
    }
  }

  /**
   * Whether the header has a CR, LF or NUL that ends no line. Readers disagree about where such a
   * field ends, so it could show one sender to us and another to the user.
   */
  public boolean broken() {
    return broken;
  }

  // field-name ":" / WSP of a folded line / CRLF
  private void lineStart(byte octet) {
    watch(octet);
    head.write(octet);
    if (head.size() == 1) {
      nameEnded = false;
      if (isBlank(octet) && inField) {
        where = Where.VALUE;
        handler.value(ByteBuffer.wrap(takeHead()));
        return;
      }
      endField();
    }
    if (octet == ':' && head.size() > 1) {
      byte[] octets = takeHead();
      beginField();
      handler.field(new String(octets, 0, octets.length - 1, ISO_8859_1).strip(), octets);
    } else if (octet == '\n' && head.size() == 2 && head.toByteArray()[0] == '\r') {
      body(End.EMPTY_LINE);
    } else if (!mayBeName(octet)) {
      otherLine();
    }
  }

  // ftext, and blanks before the colon as in RFC 5322 §4.5
  private boolean mayBeName(byte octet) {
    if (octet == '\r') {
      return head.size() == 1;
    }
    if (isBlank(octet)) {
      nameEnded = true;
      return head.size() > 1 && head.size() <= MAX_NAME;
    }
    return octet > ' ' && octet < 127 && octet != ':' && !nameEnded && head.size() <= MAX_NAME;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private void beginField() {
    first = false;
    inField = true;
    where = Where.VALUE;
  }

  private void endField() {
    if (inField) {
      inField = false;
      handler.fieldEnd();
    }
  }

  private void value(ByteBuffer octets) {
    int end = octets.position();
    while (end < octets.limit() && where == Where.VALUE) {
      byte octet = octets.get(end++);
      watch(octet);
      if (octet == '\n') {
        where = Where.LINE_START;
      }
    }
    ByteBuffer line = octets.slice(octets.position(), end - octets.position());
    octets.position(end);
    handler.value(line);
  }

  private void watch(byte octet) {
    broken |= (octet == '\n') != afterCr || octet == 0;
    afterCr = octet == '\r';
  }

  private void otherLine() {
    if (first && head.toString(ISO_8859_1).matches("(?s)>*From .*")) {
      beginField();
      handler.postmark(takeHead());
    } else {
      body(End.NO_FIELD);
    }
  }

  private void body(End end) {
    where = Where.BODY;
    endField();
    handler.headerEnd(end);
    if (head.size() > 0) {
      handler.body(ByteBuffer.wrap(takeHead()));
    }
  }

  private byte[] takeHead() {
    byte[] octets = head.toByteArray();
    head.reset();
    return octets;
  }
}
