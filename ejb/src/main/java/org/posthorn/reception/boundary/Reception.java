package org.posthorn.reception.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailboxes.boundary.Quotas;
import org.posthorn.sasl.Login;
import org.posthorn.smtp.session.Refusal;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.trace.boundary.MailEvent;
import org.posthorn.trace.boundary.MailLog;

/** Decides who may send what to whom, and takes responsibility for messages. RFC 5321 §6.1. */
@ApplicationScoped
public class Reception {
  @Inject Directory directory;
  @Inject ContentStore contents;
  @Inject Spool spool;
  @Inject Quotas quotas;
  @Inject MailLog log;

  /** May this client send as this sender? */
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    if (client.role() != SmtpClient.Role.SUBMISSION) {
      return Verdict.yes();
    }
    Optional<Login> login = client.login();
    boolean owned =
        login.isPresent()
            && sender.isPresent() // a user has no business with the null reverse-path
            && directory.owns(login.get().accountId(), sender.get());
    return owned ? Verdict.yes() : Verdict.refused(Reason.SENDER_NOT_OWNED);
  }

  /** May this client send to this recipient a message of a size, as far as that is announced? */
  public Verdict recipient(SmtpClient client, Address recipient, OptionalLong size) {
    Optional<AccountRef> account = directory.find(recipient);
    if (account.isPresent()) {
      return quotas.takes(account.get().id(), size.orElse(0))
          ? Verdict.yes()
          : Verdict.deferred(Reason.MAILBOX_FULL); // there may be room again; RFC 3463 §3.3
    }
    if (directory.ownsDomain(recipient.domain())) {
      return Verdict.refused(Reason.NO_SUCH_MAILBOX);
    }
    return client.role() == SmtpClient.Role.SUBMISSION && client.login().isPresent()
        ? Verdict.yes()
        : Verdict.refused(Reason.RELAY_DENIED);
  }

  /** Where the octets of a message go. */
  public ContentSink content() {
    return contents.sink();
  }

  /** Takes responsibility for a message, for all recipients or, by an exception, for none. */
  public List<Verdict> accept(SmtpClient client, String id, Envelope envelope, Content content) {
    spool.put(id, envelope, content);
    MailEvent line = log.event("accepted", id).from(envelope.sender()).to(envelope.recipients());
    signed(line.size(content.size()), client).write();
    return Collections.nCopies(envelope.recipients().size(), Verdict.yes());
  }

  /** Notes what a client was refused. */
  public void refused(SmtpClient client, Refusal refusal) {
    MailEvent line = log.event("refused", refusal.id()).from(refusal.sender());
    if (refusal.count() > 0) {
      line.to(refusal.recipients(), refusal.count());
    }
    if (refusal.size() > 0) {
      line.size(refusal.size());
    }
    signed(line.with("reply", refusal.reply().toString()), client).write();
  }

  private static MailEvent signed(MailEvent line, SmtpClient client) {
    line.with("session", client.peer().session()).with("client", client.peer().address());
    line.with("role", client.role().name().toLowerCase(Locale.ROOT));
    client.login().ifPresent(login -> line.address("login", login.address()));
    return line;
  }
}
