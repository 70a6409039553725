package org.posthorn.sending.control;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.sending.value.ApplicationMail;

/** The envelope of a mail of an application: what SMTP would be told of it. */
public final class ApplicationEnvelope {
  private ApplicationEnvelope() {}

  /**
   * The envelope.
   *
   * @param message the mail with its author
   */
  public static Envelope of(
      ApplicationMail mail, MultipartMail message, Address reversePath, Instant now) {
    List<Address> recipients =
        addresses(
            Stream.of(message.to(), message.cc(), message.bcc()).flatMap(List::stream).toList());
    boolean utf8 =
        Stream.concat(recipients.stream(), addresses(people(message)).stream())
            .anyMatch(Address::needsUtf8);
    MailOptions options =
        MailOptions.of(utf8, Body.SEVEN_BIT)
            .withRequireTls(mail.requireTls().orElse(false))
            .with(handling(mail));
    return new Envelope(
        Optional.of(reversePath), recipients.stream().map(Recipient::of).toList(), options);
  }

  private static List<MailAddress> people(MultipartMail message) {
    return Stream.of(message.from(), message.replyTo()).flatMap(List::stream).toList();
  }

  private static Handling handling(ApplicationMail mail) {
    Map<String, String> extra = new LinkedHashMap<>();
    mail.extra().forEach((name, value) -> extra.put(name.toLowerCase(Locale.ROOT), value));
    return new Handling(
        mail.release().map(until -> new Handling.Release(until, "until;" + until)),
        Optional.empty(),
        0,
        "",
        extra);
  }

  /** The addresses of people, none twice. */
  public static List<Address> addresses(List<MailAddress> people) {
    Set<Address> addresses = new LinkedHashSet<>();
    people.forEach(each -> Address.parse(each.address()).ifPresent(addresses::add));
    return List.copyOf(addresses);
  }
}
