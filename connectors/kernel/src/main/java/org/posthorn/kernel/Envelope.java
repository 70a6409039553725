package org.posthorn.kernel;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a message to whom, apart from what its header says. RFC 5321 §2.3.1. It goes as a whole
 * from RCPT to the queue, the mailbox or the next server; whoever handles some of the recipients
 * only takes {@link #only}.
 *
 * @param sender the reverse-path; empty is the null reverse-path of a notification (RFC 5321
 *     §4.5.5)
 * @param recipients the forward-paths, in the order given, no address twice
 * @param options what else MAIL said
 */
public record Envelope(Optional<Address> sender, List<Recipient> recipients, MailOptions options) {
  public Envelope {
    recipients = List.copyOf(recipients);
  }

  /** An envelope that asks for nothing but a body and perhaps SMTPUTF8. */
  public static Envelope of(
      Optional<Address> sender, List<Address> recipients, boolean utf8, Body body) {
    List<Recipient> plain = recipients.stream().map(Recipient::of).toList();
    return new Envelope(sender, plain, MailOptions.of(utf8, body));
  }

  /** The addresses of the recipients, in their order. */
  public List<Address> addresses() {
    return recipients.stream().map(Recipient::address).toList();
  }

  /** Whether SMTPUTF8 was asked for. RFC 6531 §3.4. */
  public boolean utf8() {
    return options.utf8();
  }

  /** Which octets the message may consist of. RFC 6152, RFC 3030. */
  public Body body() {
    return options.body();
  }

  /** The same for those recipients that have one of these addresses. */
  public Envelope only(Collection<Address> addresses) {
    Set<Address> wanted = new HashSet<>(addresses);
    return to(recipients.stream().filter(each -> wanted.contains(each.address())).toList());
  }

  /** The same for other recipients. */
  public Envelope to(List<Recipient> others) {
    return new Envelope(sender, others, options);
  }

  /** The same for a message that comes from here; see {@link MailOptions#own}. */
  public Envelope asOwn() {
    return new Envelope(sender, recipients, options.asOwn());
  }

  /** The same for a message that is tried a few times only; see {@link MailOptions#brief}. */
  public Envelope asBrief() {
    return new Envelope(sender, recipients, options.asBrief());
  }

  /** The same for a message that is to be kept apart; see {@link MailOptions#suspect}. */
  public Envelope asSuspect() {
    return new Envelope(sender, recipients, options.asSuspect());
  }

  /** The same for a message that was converted to another body. */
  public Envelope with(Body body) {
    return new Envelope(sender, recipients, options.with(body));
  }

  /** The same, to be handled otherwise. */
  public Envelope with(Handling handling) {
    return new Envelope(sender, recipients, options.with(handling));
  }

  /** How it is to be handled. */
  public Handling handling() {
    return options.handling();
  }
}
