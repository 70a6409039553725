package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.kernel.Address;

/**
 * Passes a message on and minds its header on the way: drops what only we may say, notes what is
 * asked about later, ends the header before the first line that is no field, so that all who read
 * it later see the same end, and adds what is missing. RFC 5321 §4.4, RFC 6409 §8. Holds a field's
 * name at most, the From field and the beginning of Authentication-Results.
 */
final class SubmissionHeaderRewriter {
  private static final int MAX_NAME = 256;
  private static final byte[] EMPTY_LINE = {'\r', '\n'};
  private static final byte[] MAILBOX_LINE = "X-Mailbox-Line: ".getBytes(UTF_8);

  private final HeaderRules rules;
  private final Consumer<ByteBuffer> target;
  private final HeaderFields fields;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(64);
  private Where where = Where.LINE_START;
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

  /**
   * A gate.
   *
   * @param target empties each buffer that it is given
   */
  SubmissionHeaderRewriter(HeaderRules rules, Consumer<ByteBuffer> target) {
    this.rules = rules;
    this.target = target;
    fields = new HeaderFields(rules, target);
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
    if (where == Where.BODY) {
      return;
    }
    boolean unfinished = where == Where.VALUE;
    broken |= afterCr;
    fields.end();
    if (unfinished && rules.missing().isPresent()) {
      pass(EMPTY_LINE); // ends the line
    }
    if (head.size() > 0) {
      noField();
    } else {
      addMissing();
    }
  }

  /** How many Received fields there were. */
  int received() {
    return fields.received();
  }

  /**
   * Whether the header has a CR, LF or NUL that ends no line. Readers disagree about where such a
   * field ends, so it could show one sender to us and another to the user.
   */
  boolean broken() {
    return broken;
  }

  /** The addresses of the one From field; empty when there is none, a bad one or several. */
  Optional<List<Address>> from() {
    return fields.from();
  }

  // field-name ":" / WSP of a folded line / CRLF
  private void lineStart(byte octet) {
    watch(octet);
    head.write(octet);
    if (head.size() == 1) {
      nameEnded = false;
      if (isBlank(octet) && fields.begun()) {
        field();
        return;
      }
      fields.end();
    }
    if (octet == ':' && head.size() > 1) {
      fields.begin(head.toString(ISO_8859_1));
      field();
    } else if (octet == '\n' && head.size() == 2 && head.toByteArray()[0] == '\r') {
      addMissing();
      body();
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

  private void field() {
    fields.write(ByteBuffer.wrap(head.toByteArray()));
    head.reset();
    first = false;
    where = Where.VALUE;
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
    fields.write(line);
  }

  private void watch(byte octet) {
    broken |= (octet == '\n') != afterCr || octet == 0;
    afterCr = octet == '\r';
  }

  // the line with which each message begins in a Unix mailbox file is kept, but as a field
  private void otherLine() {
    if (first && head.toString(ISO_8859_1).matches("(?s)>*From .*")) {
      fields.begin("X-Mailbox-Line:");
      pass(MAILBOX_LINE);
      field();
    } else {
      noField();
    }
  }

  private void noField() {
    addMissing();
    pass(EMPTY_LINE); // what follows is text; so it shall be read
    body();
  }

  private void body() {
    where = Where.BODY;
    pass(head.toByteArray());
    head.reset();
  }

  private void addMissing() {
    fields.end();
    rules
        .missing()
        .ifPresent(
            values -> {
              if (!fields.dated()) {
                pass(("Date: " + values.date() + "\r\n").getBytes(UTF_8));
              }
              if (!fields.identified()) {
                pass(("Message-ID: " + values.messageId() + "\r\n").getBytes(UTF_8));
              }
            });
  }

  private void pass(byte[] octets) {
    target.accept(ByteBuffer.wrap(octets));
  }
}
