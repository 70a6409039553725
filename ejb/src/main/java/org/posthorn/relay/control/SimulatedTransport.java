package org.posthorn.relay.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.spool.boundary.Spool;

/**
 * Sends nothing. How the local part of a recipient ends says what comes of it: {@code temperror},
 * {@code permerror}, {@code timeout}, or a reply code such as {@code 450} or {@code 550}. What
 * would have been sent to the others lies in the sender's mailbox afterwards.
 */
final class SimulatedTransport implements Transport {
  private static final String HOST = "sample-mode.invalid"; // RFC 2606 §2
  private static final Pattern CODE = Pattern.compile(".*?([45]\\d\\d)$");

  private final Spool spool;

  SimulatedTransport(Spool spool) {
    this.spool = spool;
  }

  @Override
  public Result deliver(OutgoingMail mail, String domain, Duration limit, HostShare share) {
    List<RecipientOutcome> outcomes = new ArrayList<>();
    List<Address> taken = new ArrayList<>();
    for (Address recipient : mail.recipients()) {
      RecipientResult result = result(recipient);
      if (result.outcome() == Outcome.DELIVERED) {
        taken.add(recipient);
      }
      outcomes.add(new RecipientOutcome(result, HOST));
    }
    Optional<Address> sender = mail.envelope().sender();
    if (!taken.isEmpty() && sender.isPresent()) {
      Envelope back =
          Envelope.of(
              Optional.empty(),
              List.of(sender.get()),
              mail.envelope().utf8(),
              mail.envelope().body());
      spool.put(id(mail, taken), back, mail.content());
    }
    return new Result.Made(outcomes);
  }

  /** The same for the same message and recipients, so that it lies there once. */
  private static String id(OutgoingMail mail, List<Address> recipients) {
    CRC32C whom = new CRC32C();
    recipients.forEach(each -> whom.update((each + "\n").getBytes(StandardCharsets.UTF_8)));
    return "sample-%x-%08x".formatted(mail.content().id(), whom.getValue());
  }

  private static RecipientResult result(Address recipient) {
    String name = recipient.localPart().toLowerCase(Locale.ROOT);
    Matcher code = CODE.matcher(name);
    if (name.endsWith("temperror")) {
      return refused(recipient, 451, "4.3.0");
    }
    if (name.endsWith("permerror")) {
      return refused(recipient, 554, "5.7.0");
    }
    if (name.endsWith("timeout")) {
      return new RecipientResult(
          recipient, Outcome.DEFERRED, 0, "4.4.2", "Simulated: the server did not answer in time");
    }
    if (code.matches()) {
      int number = Integer.parseInt(code.group(1));
      return refused(recipient, number, number < 500 ? "4.0.0" : "5.0.0");
    }
    return new RecipientResult(
        recipient, Outcome.DELIVERED, 250, "2.0.0", "250 2.0.0 Simulated: nothing was sent");
  }

  private static RecipientResult refused(Address recipient, int code, String status) {
    Outcome outcome = code < 500 ? Outcome.DEFERRED : Outcome.FAILED;
    return new RecipientResult(
        recipient, outcome, code, status, code + " " + status + " Simulated");
  }
}
