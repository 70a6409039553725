package org.posthorn.kernel;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.MailOptions.Returned;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Recipient.Original;
import org.posthorn.kernel.Recipient.ValidSince;

/**
 * The options of an envelope as text for queues and tables: words with a blank between them, {@code
 * name} or {@code name=value}, values without blanks. Words that are not known are kept and written
 * again, so that a server of an earlier version passes on what a later one has put there.
 */
public final class EnvelopeText {
  private static final String UTF8 = "utf8";
  private static final String BODY = "body=";
  private static final String ENVELOPE_ID = "envid=";
  private static final String RETURNED = "ret=";
  private static final String REQUIRE_TLS = "requiretls";
  private static final String ORIGINAL = "orcpt=";
  private static final String NOTIFY = "notify=";
  private static final String VALID_SINCE = "rrvs=";

  private EnvelopeText() {}

  /** Writes those of MAIL; empty text when there are none. */
  public static String write(MailOptions options) {
    if (options.equals(MailOptions.NONE)) { // nearly all
      return "";
    }
    List<String> words = new ArrayList<>();
    if (options.utf8()) {
      words.add(UTF8);
    }
    if (options.body() != Body.SEVEN_BIT) {
      words.add(BODY + options.body().text());
    }
    options.envelopeId().ifPresent(id -> words.add(ENVELOPE_ID + Xtext.encode(id)));
    options.returned().ifPresent(part -> words.add(RETURNED + text(part)));
    if (options.requireTls()) {
      words.add(REQUIRE_TLS);
    }
    HandlingText.write(options.handling(), words);
    words.addAll(options.others());
    return String.join(" ", words);
  }

  /**
   * Reads what {@link #write(MailOptions)} has written; {@code body} of a kind that is not known
   * counts as nothing.
   *
   * @throws IllegalArgumentException when a known word has a broken value
   */
  public static MailOptions mailOptions(List<String> words) {
    if (words.isEmpty()) {
      return MailOptions.NONE;
    }
    boolean utf8 = false;
    Body body = Body.SEVEN_BIT;
    Optional<String> id = Optional.empty();
    Optional<Returned> returned = Optional.empty();
    boolean requireTls = false;
    HandlingText handling = new HandlingText();
    List<String> others = new ArrayList<>();
    for (String word : words) {
      if (word.equals(UTF8)) {
        utf8 = true;
      } else if (word.startsWith(BODY)) {
        body = Body.named(value(word)).orElse(Body.SEVEN_BIT);
      } else if (word.startsWith(ENVELOPE_ID)) {
        id = Optional.of(decoded(value(word)));
      } else if (word.startsWith(RETURNED)) {
        returned = Optional.of(Returned.valueOf(value(word).toUpperCase(Locale.ROOT)));
      } else if (word.equals(REQUIRE_TLS)) {
        requireTls = true;
      } else if (!handling.take(word)) {
        others.add(word);
      }
    }
    return new MailOptions(utf8, body, id, returned, requireTls, handling.handling(), others);
  }

  /** Writes those of RCPT, without the address; empty text when there are none. */
  public static String write(Recipient recipient) {
    List<String> words = new ArrayList<>(0); // nearly always
    recipient
        .original()
        .ifPresent(
            original ->
                words.add(ORIGINAL + original.type() + ';' + Xtext.encode(original.address())));
    if (!recipient.notifyOn().isEmpty()) {
      words.add(
          NOTIFY
              + String.join(",", recipient.notifyOn().stream().map(EnvelopeText::text).toList()));
    }
    recipient
        .validSince()
        .ifPresent(
            since -> words.add(VALID_SINCE + since.moment() + (since.orRefused() ? "/R" : "/C")));
    words.addAll(recipient.others());
    return String.join(" ", words);
  }

  /**
   * Reads what {@link #write(Recipient)} has written of the recipient with this address.
   *
   * @throws IllegalArgumentException when a known word has a broken value
   */
  public static Recipient recipient(Address address, List<String> words) {
    if (words.isEmpty()) {
      return Recipient.of(address);
    }
    Optional<Original> original = Optional.empty();
    Set<Notify> notify = EnumSet.noneOf(Notify.class);
    Optional<ValidSince> since = Optional.empty();
    List<String> others = new ArrayList<>(0);
    for (String word : words) {
      if (word.startsWith(ORIGINAL)) {
        original = Optional.of(original(value(word)));
      } else if (word.startsWith(NOTIFY)) {
        for (String each : value(word).split(",", -1)) {
          notify.add(Notify.valueOf(each.toUpperCase(Locale.ROOT)));
        }
      } else if (word.startsWith(VALID_SINCE)) {
        since = Optional.of(validSince(value(word)));
      } else {
        others.add(word);
      }
    }
    return new Recipient(address, original, notify, since, others);
  }

  /** The words of a text that was written here. */
  public static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static Original original(String value) {
    int end = value.indexOf(';');
    if (end < 0) {
      throw new IllegalArgumentException("an original recipient without type");
    }
    return new Original(value.substring(0, end), decoded(value.substring(end + 1)));
  }

  private static ValidSince validSince(String value) {
    int end = value.indexOf('/');
    try {
      return new ValidSince(
          Instant.parse(value.substring(0, Math.max(end, 0))), value.endsWith("/R"));
    } catch (DateTimeParseException broken) {
      throw new IllegalArgumentException("no moment", broken);
    }
  }

  private static String decoded(String xtext) {
    return Xtext.decode(xtext).orElseThrow(() -> new IllegalArgumentException("no xtext"));
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String value(String word) {
    return word.substring(word.indexOf('=') + 1);
  }
}
