package org.posthorn.reception.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.RefusalEvent;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.trace.boundary.MailEvent;
import org.posthorn.trace.boundary.MailLog;

/** The lines of the log about messages that clients bring. */
@ApplicationScoped
public class ReceptionLog {
  @Inject MailLog log;

  /** A message was taken; the codes are those of the filter, empty where it was not asked. */
  public void accepted(ReceivedMail mail, String id, Envelope envelope, long size, String codes) {
    MailEvent line = log.event("accepted", id).from(envelope.sender()).to(envelope.addresses());
    mail.results().ifPresent(found -> checked(line, found));
    if (!codes.isEmpty()) {
      line.with("reason", codes);
    }
    signed(line.size(size), mail.client()).messageId(mail.messageId()).write();
  }

  /** Nobody wants a message, and some have a copy of it in their rejects. */
  public void unwanted(
      ReceivedMail mail, String id, Envelope envelope, long size, String codes, int kept) {
    MailEvent line =
        log.event("unwanted", id)
            .from(envelope.sender())
            .to(envelope.addresses())
            .with("reason", codes)
            .with("kept", kept);
    mail.results().ifPresent(found -> checked(line, found));
    signed(line.size(size), mail.client()).write();
  }

  /** A message from a mail program does not go into mailboxes that are full. */
  public void bounced(String id, Envelope envelope, List<Address> full) {
    log.event("bounced", id)
        .from(envelope.sender())
        .to(full)
        .with("status", Undeliverable.FULL.status())
        .write();
  }

  /** Something was refused to a client. */
  public void refused(SmtpClient client, RefusalEvent refusal) {
    MailEvent line = log.event("refused", refusal.id()).from(refusal.sender());
    if (refusal.count() > 0) {
      line.to(refusal.recipients(), refusal.count());
    }
    if (refusal.size() > 0) {
      line.size(refusal.size());
    }
    line.with("reply", refusal.reply().toString());
    refusal.transaction().ifPresent(begun -> known(line, begun));
    signed(line, client).write();
  }

  private static void known(MailEvent line, MailTransaction begun) {
    if (begun instanceof ReceivedMail mail) {
      mail.results().ifPresent(found -> checked(line, found));
      line.messageId(mail.messageId());
    }
  }

  private static void checked(MailEvent line, CheckResults found) {
    line.with("spf", found.spf().result().text());
    line.with(
        "dkim",
        found.signatures().stream()
            .map(each -> each.status().text() + ":" + each.domain())
            .collect(Collectors.joining(",")));
    line.with("dmarc", found.dmarc().status().text()).with("author", found.dmarc().author());
    line.with("disposition", found.disposition().text());
    if (!found.chain().sets().isEmpty()) {
      String sealers = String.join(",", found.chain().sealers());
      line.with("arc", found.chain().status().text() + ":" + sealers);
    }
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static MailEvent signed(MailEvent line, SmtpClient client) {
    line.peer(client.peer().session(), client.peer().address());
    line.with("role", word(client.role().name()));
    client.origin().forEach((name, value) -> line.with("origin-" + word(name), value));
    client.login().ifPresent(login -> line.address("login", login.address()));
    return line;
  }
}
