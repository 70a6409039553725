package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.posthorn.kernel.Address;
import org.posthorn.mime.header.AuthorAddresses;
import org.posthorn.mime.header.AuthservId;

/** Decides which fields of a header are passed on, and notes what is to be known of them. */
final class FieldFilter {
  private static final int MAX_FROM = 65_536;
  private static final int MAX_HELD = 8_192;

  private final HeaderRules rules;
  private final Consumer<ByteBuffer> target;
  private final NotedFields noted;
  private final ByteArrayOutputStream from = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream sender = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
  private Fate fate = Fate.KEPT;
  private int received;
  private int froms;
  private boolean dated;
  private boolean identified;

  private enum Fate {
    KEPT,
    DROPPED,
    /** Kept, and its value is noted. */
    FROM,
    /** Not passed on, and its value is noted: it is written anew. */
    SENDER,
    /** Not decided; its octets wait. */
    HELD
  }

  /**
   * No field yet.
   *
   * @param target empties each buffer that it is given
   */
  FieldFilter(HeaderRules rules, Consumer<ByteBuffer> target) {
    this.rules = rules;
    this.target = target;
    noted = new NotedFields(rules.missing().isPresent());
  }

  /**
   * A field begins.
   *
   * @param octets what comes before its value
   */
  void begin(String name, byte[] octets) {
    fate = noted.begin(name) ? Fate.DROPPED : fate(name);
    put(ByteBuffer.wrap(octets));
  }

  private Fate fate(String name) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "received" -> received++;
      case "return-path" -> {
        return Fate.DROPPED; // only the last server writes it: RFC 5321 §4.4
      }
      case "bcc", "resent-bcc" -> {
        return rules.missing().isPresent() ? Fate.DROPPED : Fate.KEPT;
      }
      case "authentication-results" -> {
        return rules.ownName().isPresent() ? Fate.HELD : Fate.KEPT;
      }
      case "x-posthorn-reason" -> { // readers trust it, as those results
        return rules.ownName().isPresent() ? Fate.DROPPED : Fate.KEPT;
      }
      case "from" -> {
        froms++;
        return Fate.FROM;
      }
      case "sender" -> {
        return rules.missing().isPresent() ? Fate.SENDER : Fate.KEPT;
      }
      case "date" -> dated = true;
      case "message-id" -> identified = true;
      default -> {}
    }
    return Fate.KEPT;
  }

  /** Octets of the field's value, line ends included. Takes them all. */
  void write(ByteBuffer octets) {
    if (fate == Fate.FROM && from.size() <= MAX_FROM) {
      from.writeBytes(copy(octets));
    }
    if (fate == Fate.SENDER && sender.size() <= MAX_HELD) {
      sender.writeBytes(copy(octets));
    }
    noted.write(octets);
    put(octets);
  }

  private void put(ByteBuffer octets) {
    if (fate == Fate.HELD) {
      held.writeBytes(copy(octets));
      octets.position(octets.limit());
      if (held.size() > MAX_HELD) {
        decide();
      }
    } else if (fate == Fate.DROPPED || fate == Fate.SENDER) {
      octets.position(octets.limit());
    } else {
      target.accept(octets);
    }
  }

  private static byte[] copy(ByteBuffer octets) {
    byte[] copy = new byte[octets.remaining()];
    octets.duplicate().get(copy);
    return copy;
  }

  /** The field has ended, or the header. */
  void end() {
    noted.end();
    if (fate == Fate.HELD) {
      decide();
    }
  }

  // RFC 8601 §5; one that cannot be read may look like ours to others
  private void decide() {
    String field = held.toString(UTF_8);
    boolean strange =
        AuthservId.of(field.substring(field.indexOf(':') + 1))
            .filter(id -> !AuthservId.same(id, rules.ownName().orElse("")))
            .isPresent();
    fate = strange ? Fate.KEPT : Fate.DROPPED;
    if (strange) {
      target.accept(ByteBuffer.wrap(held.toByteArray()));
    }
    held.reset();
  }

  /** What the header says to us. */
  NotedFields noted() {
    return noted;
  }

  int received() {
    return received;
  }

  boolean dated() {
    return dated;
  }

  boolean identified() {
    return identified;
  }

  /** The one address of the Sender field; empty when there is none, a bad one or several. */
  Optional<Address> sender() {
    return Optional.of(sender.toString(UTF_8))
        .filter(text -> text.length() <= MAX_HELD)
        .flatMap(AuthorAddresses::parse)
        .filter(each -> each.size() == 1)
        .map(each -> each.get(0));
  }

  /** The Sender field's value as it came, with a line end. */
  String senderText() {
    String text = sender.toString(UTF_8);
    return text.endsWith("\r\n") ? text : text + "\r\n";
  }

  /** The addresses of the one From field; empty when there is none, a bad one or several. */
  Optional<List<Address>> from() {
    return froms == 1 && from.size() <= MAX_FROM
        ? AuthorAddresses.parse(from.toString(UTF_8))
        : Optional.empty();
  }
}
