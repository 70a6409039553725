package org.posthorn.access.boundary;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.reception.boundary.ReceivedMail;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.RefusalEvent;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.smtp.session.SmtpEndpoint;
import org.posthorn.trace.boundary.LoginLog;

/** Where the listeners for SMTP, submission and LMTP hand over; nothing is caught. */
@MessageDriven(messageListenerInterface = SmtpEndpoint.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class SmtpAccess implements SmtpEndpoint {
  @Inject Reception reception;
  @Inject Authentication authentication;
  @Inject LoginLog logins;
  @Inject ServiceState opening;

  @Override
  public boolean ready() {
    return opening.started();
  }

  @Override
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    return reception.sender(client, sender);
  }

  @Override
  public MailTransaction open(SmtpClient client, Envelope envelope, OptionalLong size) {
    return reception.open(client, envelope, size);
  }

  @Override
  public Verdict recipient(MailTransaction transaction, Recipient recipient) {
    return reception.recipient((ReceivedMail) transaction, recipient.address());
  }

  @Override
  public ContentSink content(MailTransaction transaction) {
    return reception.content();
  }

  @Override
  public List<Verdict> finish(
      MailTransaction transaction, String id, Envelope envelope, Content content) {
    return reception.finish((ReceivedMail) transaction, id, envelope, content);
  }

  @Override
  public void refused(SmtpClient client, RefusalEvent refusal) {
    reception.refused(client, refusal);
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    return logins.noted(
        "smtp", user, mechanism, client, authentication.verify(user, password, mechanism, client));
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return authentication.scramKeys(user, hash);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return logins.noted(
        "smtp",
        user,
        mechanism,
        client,
        authentication.scramResult(user, proven, mechanism, client));
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    return authentication.standing(login, fingerprint);
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return authentication.keyLogin(fingerprint);
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return logins.noted(
        "smtp",
        identity,
        "EXTERNAL",
        client,
        authentication.external(fingerprint, identity, client));
  }
}
