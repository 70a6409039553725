package org.posthorn.access.boundary;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.posthorn.access.control.MailLogins;
import org.posthorn.access.control.UrlContents;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.reception.boundary.ReceivedMail;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.relay.boundary.OnDemandMail;
import org.posthorn.relay.boundary.QueueStarts;
import org.posthorn.sasl.Authenticator;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.OnDemand;
import org.posthorn.smtp.session.OnDemandFetch;
import org.posthorn.smtp.session.QueueStart;
import org.posthorn.smtp.session.RefusalEvent;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.smtp.session.SmtpEndpoint;
import org.posthorn.smtp.session.UrlOctets;

/** Where the listeners for SMTP, submission and LMTP hand over; nothing is caught. */
@MessageDriven(messageListenerInterface = SmtpEndpoint.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class SmtpAccess implements SmtpEndpoint {
  @Inject Reception reception;
  @Inject MailLogins logins;
  @Inject ServiceState opening;
  @Inject UrlContents urls;
  @Inject QueueStarts starts;
  @Inject OnDemandMail onDemand;

  @Override
  public boolean ready() {
    return opening.started();
  }

  @Override
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    return reception.sender(client, sender);
  }

  @Override
  public Optional<Address> senderField(
      SmtpClient client, List<Address> authors, Optional<Address> given) {
    return reception.senderField(client, authors, given);
  }

  @Override
  public MailTransaction open(SmtpClient client, Envelope envelope, OptionalLong size) {
    return reception.open(client, envelope, size);
  }

  @Override
  public Verdict recipient(MailTransaction transaction, Recipient recipient) {
    return reception.recipient((ReceivedMail) transaction, recipient);
  }

  @Override
  public Optional<UrlOctets> url(SmtpClient client, String url, String host) {
    return client.login().flatMap(login -> urls.octets(url, login, host));
  }

  @Override
  public ContentSink content(MailTransaction transaction) {
    return reception.content((ReceivedMail) transaction);
  }

  @Override
  public List<Verdict> finish(
      MailTransaction transaction, String id, Envelope envelope, Content content) {
    return reception.finish((ReceivedMail) transaction, id, envelope, content);
  }

  @Override
  public QueueStart startQueue(SmtpClient client, Etrn asked) {
    return starts.start(client.peer().address(), asked);
  }

  @Override
  public OnDemand fetch(SmtpClient client, List<String> domains) {
    return onDemand.fetch(client, domains);
  }

  @Override
  public CompletableFuture<Boolean> sent(OnDemandFetch fetch, ClientSession session) {
    return onDemand.sent(fetch, session);
  }

  @Override
  public boolean next(OnDemandFetch fetch) {
    return onDemand.next(fetch);
  }

  @Override
  public void refused(SmtpClient client, RefusalEvent refusal) {
    reception.refused(client, refusal);
  }

  @Override
  public Authenticator logins() {
    return logins.by("smtp");
  }
}
