package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.kernel.Address;

/**
 * Passes a message on and minds its header on the way: counts Received fields, drops Return-Path
 * (only the last server writes it: RFC 5321 §4.4), and, when editing, drops Bcc, notes From and
 * adds what is missing. RFC 6409 §8. Holds a field's name at most, and the From field.
 */
final class HeaderGate {
  private static final int MAX_NAME = 256;
  private static final int MAX_FROM = 65_536;

  private final Consumer<ByteBuffer> target;
  private final Optional<Missing> missing;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(64);
  private final ByteArrayOutputStream from = new ByteArrayOutputStream(0);
  private Where where = Where.LINE_START;
  private Field field = Field.NONE;
  private int received;
  private int froms;
  private boolean dated;
  private boolean identified;

  private enum Where {
    /** Before the colon of a field, or where the header may end. */
    LINE_START,
    /** After the colon, or after the blank that starts a folded line. */
    VALUE,
    /** After the empty line, or after a line that is no field. */
    BODY
  }

  private enum Field {
    NONE,
    KEPT,
    DROPPED,
    FROM
  }

  /** The values of fields to add when the message lacks them. */
  record Missing(String date, String messageId) {}

  /**
   * A gate.
   *
   * @param missing empty to leave the message as it is but for Return-Path
   * @param target empties each buffer that it is given
   */
  HeaderGate(Optional<Missing> missing, Consumer<ByteBuffer> target) {
    this.missing = missing;
    this.target = target;
  }

  /** Takes the next octets. */
  void write(ByteBuffer octets) {
    while (octets.hasRemaining() && where != Where.BODY) {
      if (where == Where.VALUE) {
        value(octets);
      } else {
        lineStart(octets.get());
      }
    }
    if (octets.hasRemaining()) {
      target.accept(octets);
    }
  }

  /** The message has ended, perhaps within its header. */
  void finish() {
    if (where == Where.VALUE && missing.isPresent()) {
      pass("\r\n".getBytes(UTF_8));
    }
    if (where != Where.BODY) {
      if (head.size() > 0) {
        noField();
      } else {
        addMissing();
      }
    }
  }

  /** How many Received fields there were. */
  int received() {
    return received;
  }

  /** The addresses of the one From field; empty when there is none, a bad one or several. */
  Optional<List<Address>> from() {
    return froms == 1 && from.size() <= MAX_FROM
        ? FromField.addresses(from.toString(UTF_8))
        : Optional.empty();
  }

  // field-name ":" / WSP of a folded line / CRLF
  private void lineStart(byte octet) {
    head.write(octet);
    if (head.size() == 1 && (octet == ' ' || octet == '\t') && field != Field.NONE) {
      field();
    } else if (octet == ':' && head.size() > 1) {
      field = named(head.toString(ISO_8859_1));
      field();
    } else if (octet == '\n') {
      if (head.size() == 2 && head.toByteArray()[0] == '\r') {
        headerEnds();
      } else {
        noField();
      }
    } else if (head.size() > MAX_NAME || !mayStartLine(octet)) {
      noField();
    }
  }

  // ftext, and blanks before the colon as in RFC 5322 §4.5
  private boolean mayStartLine(byte octet) {
    if (octet == '\r') {
      return head.size() == 1;
    }
    return octet > ' ' && octet < 127 && octet != ':' || octet == ' ' && head.size() > 1;
  }

  private void field() {
    byte[] start = head.toByteArray();
    if (field == Field.FROM && start[start.length - 1] != ':') {
      from.writeBytes(start);
    }
    if (field != Field.DROPPED) {
      pass(start);
    }
    head.reset();
    where = Where.VALUE;
  }

  private Field named(String start) {
    String name = start.substring(0, start.length() - 1).strip().toLowerCase(Locale.ROOT);
    switch (name) {
      case "received" -> received++;
      case "return-path" -> {
        return Field.DROPPED;
      }
      case "bcc", "resent-bcc" -> {
        return missing.isPresent() ? Field.DROPPED : Field.KEPT;
      }
      case "from" -> {
        froms++;
        return Field.FROM;
      }
      case "date" -> dated = true;
      case "message-id" -> identified = true;
      default -> {}
    }
    return Field.KEPT;
  }

  private void value(ByteBuffer octets) {
    int end = octets.position();
    while (end < octets.limit() && where == Where.VALUE) {
      if (octets.get(end++) == '\n') {
        where = Where.LINE_START;
      }
    }
    ByteBuffer line = octets.slice(octets.position(), end - octets.position());
    octets.position(end);
    if (field == Field.FROM && missing.isPresent() && from.size() <= MAX_FROM) {
      byte[] copy = new byte[line.remaining()];
      line.duplicate().get(copy);
      from.writeBytes(copy);
    }
    if (field != Field.DROPPED) {
      target.accept(line);
    }
  }

  private void headerEnds() {
    addMissing();
    body();
  }

  private void noField() {
    addMissing();
    if (missing.isPresent()) {
      pass("\r\n".getBytes(UTF_8)); // what follows is text; so it shall be read
    }
    body();
  }

  private void body() {
    where = Where.BODY;
    pass(head.toByteArray());
    head.reset();
  }

  private void addMissing() {
    missing.ifPresent(
        values -> {
          if (!dated) {
            pass(("Date: " + values.date() + "\r\n").getBytes(UTF_8));
          }
          if (!identified) {
            pass(("Message-ID: " + values.messageId() + "\r\n").getBytes(UTF_8));
          }
        });
  }

  private void pass(byte[] octets) {
    target.accept(ByteBuffer.wrap(octets));
  }
}
