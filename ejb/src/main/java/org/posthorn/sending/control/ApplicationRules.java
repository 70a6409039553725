package org.posthorn.sending.control;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.posthorn.kernel.Address;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.sending.value.ApplicationMail;
import org.posthorn.sending.value.ApplicationResult.NotTaken;
import org.posthorn.sending.value.ApplicationResult.Reason;

/** What is asked of mail of applications before it is looked at who sends it to whom. */
public final class ApplicationRules {
  private static final int MOST_RECIPIENTS = 1_000; // as SMTP has it
  private static final int MOST_REFERENCES = 100;
  private static final int MOST_PARTS = 200;
  private static final int MOST_FIELDS = 100;
  private static final int MOST_FIELD_OCTETS = 64 * 1024;
  private static final int MOST_EXTRA = 2_000; // as SMTP has it
  private static final int LONGEST_TEXT = 2_000; // of a subject or a name
  private static final Duration LONGEST_RELEASE = Duration.ofDays(60); // as SMTP has it

  private static final Pattern MESSAGE_ID = // RFC 5322 §3.6.4, with what is seen in the wild
      Pattern.compile("<[!-;=?-~]{1,200}@[!-;=?-~]{1,250}>");
  private static final Pattern REFERENCE = // as mail that is answered has it, brackets or not
      Pattern.compile("<[!-;=?-~]{1,450}>|[!-;=?-~]{1,450}");
  private static final Pattern FIELD_NAME = Pattern.compile("[!-9;-~]{1,76}"); // RFC 5322 §2.2
  private static final Pattern EXTRA_NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  /** Fields that have a place of their own in the request, or are written by servers. */
  private static final Set<String> OURS =
      Set.of(
          "from",
          "sender",
          "to",
          "cc",
          "bcc",
          "reply-to",
          "date",
          "subject",
          "message-id",
          "references",
          "in-reply-to",
          "mime-version",
          "received",
          "return-path",
          "delivered-to",
          "dkim-signature",
          "authentication-results",
          "received-spf",
          "tls-required");

  private static final List<String> OUR_FAMILIES =
      List.of("content-", "resent-", "arc-", "x-posthorn-");

  private ApplicationRules() {}

  /** What is wrong with a mail. */
  public static Optional<NotTaken> objection(ApplicationMail mail, Instant now) {
    MultipartMail message = mail.message();
    return addresses(message)
        .or(() -> ids(message))
        .or(() -> body(message))
        .or(() -> header(message))
        .or(() -> extra(mail.extra()))
        .or(() -> release(mail, now));
  }

  private static Optional<NotTaken> addresses(MultipartMail message) {
    if (message.from().size() > 1) {
      return refused(Reason.MULTIPLE_FROM, "A message has one author at most");
    }
    Optional<NotTaken> author =
        message.from().stream()
            .filter(each -> Address.parse(each.address()).isEmpty())
            .map(each -> new NotTaken(Reason.BAD_FROM, "The author's address is no address"))
            .findFirst();
    if (author.isPresent()) {
      return author;
    }
    int recipients = message.to().size() + message.cc().size() + message.bcc().size();
    if (recipients == 0) {
      return refused(Reason.NO_RECIPIENTS, "There is no recipient");
    }
    if (recipients + message.replyTo().size() > MOST_RECIPIENTS) {
      return refused(Reason.USER, "A message has at most " + MOST_RECIPIENTS + " recipients");
    }
    return people(message)
        .filter(each -> Address.parse(each.address()).isEmpty())
        .map(each -> new NotTaken(Reason.BAD_ADDRESS, shown(each.address()) + " is no address"))
        .findFirst();
  }

  private static Stream<MailAddress> people(MultipartMail message) {
    return Stream.of(message.to(), message.cc(), message.bcc(), message.replyTo())
        .flatMap(List::stream);
  }

  private static String shown(String address) {
    return "\"" + address.substring(0, Math.min(address.length(), 100)) + "\"";
  }

  private static Optional<NotTaken> ids(MultipartMail message) {
    boolean sound =
        (message.messageId().isEmpty() || MESSAGE_ID.matcher(message.messageId()).matches())
            && message.references().stream().allMatch(id -> REFERENCE.matcher(id).matches());
    if (!sound) {
      return refused(
          Reason.MALFORMED_MESSAGE_ID,
          "A Message-ID is written <left@right>, references are ids without blanks");
    }
    return message.references().size() > MOST_REFERENCES
        ? refused(Reason.USER, "A message has at most " + MOST_REFERENCES + " references")
        : Optional.empty();
  }

  /** References with their angle brackets. RFC 5322 §3.6.4 */
  public static List<String> bracketed(List<String> references) {
    return references.stream().map(id -> id.startsWith("<") ? id : '<' + id + '>').toList();
  }

  private static Optional<NotTaken> body(MultipartMail message) {
    if (message.text().isEmpty() && message.html().isEmpty() && message.alternatives().isEmpty()) {
      return refused(Reason.MISSING_BODY, "A message has text or HTML");
    }
    int parts =
        message.alternatives().size() + message.inline().size() + message.attachments().size();
    return parts > MOST_PARTS
        ? refused(Reason.USER, "A message has at most " + MOST_PARTS + " files")
        : Optional.empty();
  }

  /** No value may begin another field. RFC 5322 §2.2 */
  private static Optional<NotTaken> header(MultipartMail message) {
    boolean names =
        Stream.concat(people(message), message.from().stream())
            .allMatch(each -> isLine(each.name(), LONGEST_TEXT));
    if (!names || !isLine(message.subject(), LONGEST_TEXT)) {
      return refused(
          Reason.USER,
          "Subjects and names are single lines of at most " + LONGEST_TEXT + " characters");
    }
    long octets = 0;
    for (MultipartMail.ExtraField field : message.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!FIELD_NAME.matcher(field.name()).matches()
          || !isLine(field.value(), MOST_FIELD_OCTETS)) {
        return refused(Reason.USER, "A header field is a name and a value in a single line");
      }
      if (OURS.contains(name) || OUR_FAMILIES.stream().anyMatch(name::startsWith)) {
        return refused(Reason.USER, "The header field " + name + " is not set this way");
      }
      octets += name.length() + field.value().length();
    }
    return message.fields().size() > MOST_FIELDS || octets > MOST_FIELD_OCTETS
        ? refused(Reason.USER, "There are too many header fields")
        : Optional.empty();
  }

  private static boolean isLine(String text, int most) {
    return text.length() <= most
        && text.codePoints().noneMatch(c -> c < ' ' && c != '\t' || c == 127);
  }

  private static Optional<NotTaken> extra(Map<String, String> extra) {
    Set<String> names = new HashSet<>();
    int octets = 0;
    for (Map.Entry<String, String> each : extra.entrySet()) {
      boolean sound =
          EXTRA_NAME.matcher(each.getKey()).matches() && isLine(each.getValue(), MOST_EXTRA);
      if (!sound || !names.add(each.getKey().toLowerCase(Locale.ROOT))) {
        return refused(
            Reason.USER,
            "Names of Extra are letters, digits and hyphens, each there once; values are lines");
      }
      octets += each.getKey().length() + each.getValue().length();
    }
    return octets > MOST_EXTRA
        ? refused(Reason.USER, "Extra has at most " + MOST_EXTRA + " characters")
        : Optional.empty();
  }

  private static Optional<NotTaken> release(ApplicationMail mail, Instant now) {
    boolean sound =
        mail.release()
            .map(at -> at.isAfter(now) && !at.isAfter(now.plus(LONGEST_RELEASE)))
            .orElse(true);
    return sound
        ? Optional.empty()
        : refused(
            Reason.USER,
            "FutureRelease is in the future, by " + LONGEST_RELEASE.toDays() + " days at most");
  }

  private static Optional<NotTaken> refused(Reason reason, String detail) {
    return Optional.of(new NotTaken(reason, detail));
  }
}
