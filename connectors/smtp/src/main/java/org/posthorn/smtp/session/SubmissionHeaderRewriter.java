package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.kernel.Address;
import org.posthorn.mime.header.HeaderStream;

/**
 * Passes a message on and minds its header on the way: drops what only we may say, notes what is
 * asked about later, ends the header before the first line that is no field, so that all who read
 * it later see the same end, and adds what is missing. RFC 5321 §4.4, RFC 6409 §8.
 */
final class SubmissionHeaderRewriter implements HeaderStream.Handler {
  private static final byte[] EMPTY_LINE = {'\r', '\n'};
  private static final byte[] MAILBOX_LINE = "X-Mailbox-Line: ".getBytes(UTF_8);

  private final HeaderRules rules;
  private final Consumer<ByteBuffer> target;
  private final FieldFilter fields;
  private final HeaderStream reader = new HeaderStream(this);

  /**
   * Starts with the header.
   *
   * @param target empties each buffer that it is given
   */
  SubmissionHeaderRewriter(HeaderRules rules, Consumer<ByteBuffer> target) {
    this.rules = rules;
    this.target = target;
    fields = new FieldFilter(rules, target);
  }

  /** Takes the next octets. */
  void write(ByteBuffer octets) {
    reader.write(octets);
  }

  /** The message has ended, perhaps within its header. */
  void finish() {
    reader.finish();
  }

  /** How many Received fields there were. */
  int received() {
    return fields.received();
  }

  /** Whether the header has a CR, LF or NUL that ends no line. */
  boolean broken() {
    return reader.broken();
  }

  /** The addresses of the one From field; empty when there is none, a bad one or several. */
  Optional<List<Address>> from() {
    return fields.from();
  }

  /** What the header says to us. */
  NotedFields noted() {
    return fields.noted();
  }

  @Override
  public void field(String name, byte[] octets) {
    fields.begin(name, octets);
  }

  /** The line is kept, but as a field. */
  @Override
  public void postmark(byte[] octets) {
    fields.begin("X-Mailbox-Line", MAILBOX_LINE);
    fields.write(ByteBuffer.wrap(octets));
  }

  @Override
  public void value(ByteBuffer octets) {
    fields.write(octets);
  }

  @Override
  public void fieldEnd() {
    fields.end();
  }

  @Override
  public void headerEnd(HeaderStream.End end) {
    if (end == HeaderStream.End.WITHIN_FIELD && rules.missing().isPresent()) {
      pass(EMPTY_LINE); // ends the line
    }
    addMissing();
    if (end == HeaderStream.End.NO_FIELD) {
      pass(EMPTY_LINE); // what follows is text; so it shall be read
    }
  }

  @Override
  public void body(ByteBuffer octets) {
    target.accept(octets);
  }

  private void addMissing() {
    rules
        .missing()
        .ifPresent(
            values -> {
              addSender(values.sender());
              if (!fields.dated()) {
                pass(("Date: " + values.date() + "\r\n").getBytes(UTF_8));
              }
              if (!fields.identified()) {
                pass(("Message-ID: " + values.messageId() + "\r\n").getBytes(UTF_8));
              }
            });
  }

  // with the name that the client has given, where it names the right one
  private void addSender(HeaderRules.SenderRule rule) {
    Optional<Address> given = fields.sender();
    fields
        .from()
        .flatMap(authors -> rule.name(authors, given))
        .ifPresent(
            sender ->
                pass(
                    given.equals(Optional.of(sender))
                        ? ("Sender:" + fields.senderText()).getBytes(UTF_8)
                        : ("Sender: <" + sender + ">\r\n").getBytes(UTF_8)));
  }

  private void pass(byte[] octets) {
    target.accept(ByteBuffer.wrap(octets));
  }
}
