package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.ValidSince;
import org.posthorn.mime.header.MailDate;
import org.posthorn.smtp.codec.SmtpReply;

/**
 * Fields of a header that say what parameters of MAIL and RCPT can say too, and notes of the client
 * for itself. A parameter counts more than a field. RFC 6758 §3, RFC 7293 §3.2.
 */
final class NotedFields {
  private static final String EXTRA = "x-posthorn-extra-";
  private static final String PRIORITY = "mt-priority";
  private static final String MESSAGE_ID = "message-id";
  private static final String VALID_SINCE = "require-recipient-valid-since";
  private static final int MAX_VALUE = 1000;
  private static final int MAX_EXTRA = 2000; // octets of all together; the queue keeps them
  private static final int MAX_DATES = 20;

  private static final SmtpReply EXTRA_TWICE =
      SmtpReply.of(554, "5.6.0", "An X-Posthorn-Extra field is there twice, or has no name");
  private static final SmtpReply EXTRA_TOO_LONG =
      SmtpReply.of(554, "5.6.0", "The X-Posthorn-Extra fields are too long");

  private final boolean submitted;
  private final ByteArrayOutputStream value = new ByteArrayOutputStream(0);
  private final Map<String, String> extra = new LinkedHashMap<>(0);
  private final Map<Address, Instant> since = new LinkedHashMap<>(0);
  private @Nullable String name; // of the field at hand, when it is one of these
  private @Nullable SmtpReply refusal;
  private String messageId = "";
  private int priority;
  private int octets;

  /**
   * None yet.
   *
   * @param submitted whether the message comes from a user
   */
  NotedFields(boolean submitted) {
    this.submitted = submitted;
  }

  /** A field begins; whether it is only for us, so that nobody else gets it. */
  boolean begin(String fieldName) {
    String lower = fieldName.toLowerCase(Locale.ROOT);
    boolean ours = submitted && (lower.equals(PRIORITY) || lower.startsWith(EXTRA));
    name = ours || lower.equals(VALID_SINCE) || lower.equals(MESSAGE_ID) ? lower : null;
    value.reset();
    return ours;
  }

  /** Octets of the value; takes none. */
  void write(ByteBuffer part) {
    if (name != null && value.size() <= MAX_EXTRA) {
      byte[] copy = new byte[part.remaining()];
      part.duplicate().get(copy);
      value.writeBytes(copy);
    }
  }

  /** The field has ended. */
  void end() {
    String field = name;
    name = null;
    if (field == null) {
      return;
    }
    String text = value.toString(UTF_8).replaceAll("\r?\n", "").strip();
    if (field.equals(MESSAGE_ID)) {
      messageId = messageId.isEmpty() ? text : messageId;
    } else if (field.startsWith(EXTRA)) {
      extra(field.substring(EXTRA.length()), text);
    } else if (field.equals(PRIORITY)) {
      if (text.matches("-?[1-9]")) {
        priority = Math.min(Integer.parseInt(text), MailWishes.HIGHEST_OF_USERS);
      }
    } else if (text.length() <= MAX_VALUE && since.size() < MAX_DATES) {
      validSince(text);
    }
  }

  private void extra(String key, String text) {
    octets += key.length() + text.length();
    if (key.isEmpty() || extra.putIfAbsent(key, text) != null) {
      refuse(EXTRA_TWICE);
    } else if (octets > MAX_EXTRA) {
      refuse(EXTRA_TOO_LONG);
    }
  }

  private void refuse(SmtpReply reply) {
    refusal = refusal == null ? reply : refusal;
  }

  // rrvs-header = "Require-Recipient-Valid-Since:" addr-spec ";" date-time ; RFC 7293 §3.2
  private void validSince(String text) {
    int end = text.lastIndexOf(';');
    if (end > 0) {
      Optional<Address> address = Address.parse(text.substring(0, end).strip());
      Optional<MailDate> date = MailDate.parse(text.substring(end + 1).strip());
      if (address.isPresent() && date.isPresent()) {
        since.putIfAbsent(address.get(), Instant.ofEpochSecond(date.get().epochSecond()));
      }
    }
  }

  /** Why the message cannot be taken. */
  Optional<SmtpReply> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The first Message-ID; empty text when there is none. */
  String messageId() {
    return messageId;
  }

  /** The envelope with what the header says besides. */
  Envelope applied(Envelope envelope) {
    Envelope applied = envelope;
    Handling handling = envelope.handling();
    if (!extra.isEmpty()) {
      handling = handling.withExtra(extra);
    }
    if (priority != 0 && handling.priority() == 0) {
      handling = handling.withPriority(priority);
    }
    if (!handling.equals(envelope.handling())) {
      applied = envelope.with(handling);
    }
    return since.isEmpty() ? applied : applied.to(dated(applied.recipients()));
  }

  private List<Recipient> dated(List<Recipient> recipients) {
    return recipients.stream()
        .map(
            each -> {
              Instant moment = since.get(each.address());
              return moment == null || each.validSince().isPresent()
                  ? each
                  : each.with(new ValidSince(moment, false));
            })
        .toList();
  }
}
