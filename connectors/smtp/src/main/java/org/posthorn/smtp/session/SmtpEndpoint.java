package org.posthorn.smtp.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.sasl.Authenticator;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;

/**
 * The mail system as SMTP, submission and LMTP see it. Thread-safe. Throws only when the system is
 * broken; a caller answers that with a temporary failure.
 */
public interface SmtpEndpoint {

  /**
   * Whether the mail system has started. Until then nothing else is asked; listeners let nobody in.
   */
  default boolean ready() {
    return true;
  }

  /** How clients log in; asked directly from then on, for as long as the connection lasts. */
  Authenticator logins();

  /**
   * May this client send as this author, or on their behalf? Empty is the null reverse-path.
   *
   * @return accepted, or why not
   */
  Verdict sender(SmtpClient client, Optional<Address> sender);

  /**
   * Whom the Sender field of a submitted message is to name. RFC 5322 §3.6.2.
   *
   * @param authors those of the From field
   * @param given whom the client has named
   * @return empty when there is to be no such field
   */
  Optional<Address> senderField(SmtpClient client, List<Address> authors, Optional<Address> given);

  /**
   * Begins a mail transaction; whether the sender may send is said by {@link
   * MailTransaction#sender}. RFC 5321 §3.3.
   *
   * @param envelope without recipients
   * @param size octets of the message as the client has announced them. RFC 1870 §6.1
   */
  MailTransaction open(SmtpClient client, Envelope envelope, OptionalLong size);

  /**
   * May the message go to this recipient?
   *
   * @return accepted, or why not
   */
  Verdict recipient(MailTransaction transaction, Recipient recipient);

  /**
   * What a URL names that a user submits. RFC 4468 §3.3.
   *
   * @param url which says that it is for this user
   * @param host the name of this server, which the URL must have
   * @return empty when it is not there, or not for this user
   */
  Optional<UrlOctets> url(SmtpClient client, String url, String host);

  /** Where octets of the message go, trace fields first. */
  ContentSink content(MailTransaction transaction);

  /**
   * Ends a mail transaction and takes responsibility: after {@link Verdict.Accepted} the message
   * and what is to be done with it have survived a power cut. RFC 5321 §6.1.
   *
   * @param id of the message, as its Received field shows it
   * @param envelope with those recipients that were accepted
   * @return for each recipient of the envelope, in its order, what became of it
   */
  List<Verdict> finish(MailTransaction transaction, String id, Envelope envelope, Content content);

  /**
   * Starts the queue for hosts, without waiting for what comes of it. Who may ask for it is the
   * listener's business. RFC 1985 §5
   */
  default QueueStart startQueue(SmtpClient client, Etrn asked) {
    return QueueStart.of(QueueStart.Outcome.UNKNOWN);
  }

  /**
   * Begins to fetch mail for domains that were given to the client's account. RFC 2645 §5.2.1
   *
   * @param client who has logged in
   * @param domains in Unicode form; none: all that the account has
   */
  default OnDemand fetch(SmtpClient client, List<String> domains) {
    return new OnDemand.Refused();
  }

  /**
   * Writes down what became of the mail at hand.
   *
   * @param session which is about that mail, and over
   * @return done when it is durable, as a rule on return; while the database is away it waits for
   *     that. {@code false} when it could not be written down: the mail will be sent again
   */
  default CompletableFuture<Boolean> sent(OnDemandFetch fetch, ClientSession session) {
    return CompletableFuture.completedFuture(true);
  }

  /** Goes on to the next mail; false when there is none. */
  default boolean next(OnDemandFetch fetch) {
    return false;
  }

  /** For the record: what a client was refused, a message or recipients. */
  void refused(SmtpClient client, RefusalEvent refusal);
}
