package org.posthorn.smtp.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.smtp.codec.PlainText;

/** One mail transaction: from MAIL to the end of the message. RFC 5321 §3.3. */
final class Transaction {
  private final Envelope mail;
  private final MailTransaction system;
  private final List<Address> accepted = new ArrayList<>(); // one for each RCPT, for LMTP
  private final Map<Address, Recipient> recipients = new LinkedHashMap<>(); // the first counts
  private final PlainText plainText = new PlainText();
  private int tried;
  private boolean deferred;
  private boolean separate;
  private boolean finished;
  private @Nullable MessageReceiver intake;

  Transaction(Envelope mail, MailTransaction system) {
    this.mail = mail;
    this.system = system;
  }

  /** The same transaction as the mail system sees it. */
  MailTransaction system() {
    return system;
  }

  /** Each recipient has a reply of its own. */
  void separate() {
    separate = true;
    system.separate();
  }

  boolean separated() {
    return separate;
  }

  Optional<Address> sender() {
    return mail.sender();
  }

  boolean utf8() {
    return mail.options().utf8();
  }

  boolean binary() {
    return mail.options().body() == Body.BINARY;
  }

  /** How many RCPT commands there were, refused ones included. */
  int tried() {
    return tried;
  }

  void trying() {
    tried++;
  }

  /** Whether a recipient was refused that may be accepted later. */
  boolean deferred() {
    return deferred;
  }

  void defer() {
    deferred = true;
  }

  void add(Recipient recipient) {
    accepted.add(recipient.address());
    recipients.putIfAbsent(recipient.address(), recipient);
  }

  boolean hasRecipients() {
    return !accepted.isEmpty();
  }

  /** The recipient of each RCPT that was accepted, in order, repetitions included. */
  List<Address> accepted() {
    return accepted;
  }

  /** The mail system has taken it over, or said what became of it. */
  void finished() {
    finished = true;
  }

  /** It ends, well or not. */
  void over() {
    if (!finished) {
      finished = true;
      system.discard();
    }
  }

  Envelope envelope() {
    return new Envelope(mail.sender(), List.copyOf(recipients.values()), mail.options());
  }

  /** The message, once it has begun. */
  Optional<MessageReceiver> intake() {
    return Optional.ofNullable(intake);
  }

  void begin(MessageReceiver message) {
    intake = message;
  }

  /** Watches chunks for what text may not contain, and binary ones for NUL. */
  PlainText plainText() {
    return plainText;
  }
}
