package org.posthorn.reception.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.checks.boundary.IncomingChecks;
import org.posthorn.checks.boundary.MessageCheck;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.filtering.boundary.IncomingFilter;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.reception.boundary.ReceivedMail.Filtering;
import org.posthorn.reception.control.Reach;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.smtp.session.RefusalEvent;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.transports.boundary.OnDemandDomains;

/** Decides who may send what to whom, and takes responsibility for messages. RFC 5321 §6.1. */
@ApplicationScoped
public class Reception {
  @Inject ClientRights rights;
  @Inject Acceptance acceptance;
  @Inject Routing routing;
  @Inject ContentStore contents;
  @Inject Quotas quotas;
  @Inject IncomingChecks checks;
  @Inject IncomingFilter filter;
  @Inject OnDemandDomains onDemand;
  @Inject ReceptionLog log;

  /** Begins to receive a message; the envelope has no recipients yet. */
  public ReceivedMail open(SmtpClient client, Envelope envelope, OptionalLong size) {
    Optional<MessageCheck> check = check(client, envelope);
    return new ReceivedMail(
        client,
        envelope,
        size,
        rights.reversePath(client, envelope.sender()),
        check,
        check.isPresent() ? filter(client, envelope) : Optional.empty());
  }

  private Optional<MessageCheck> check(SmtpClient client, Envelope envelope) {
    return client.role() == SmtpClient.Role.MX && !rights.ofHouse(client)
        ? checks.begin(client.peer().address(), client.hello(), envelope.sender())
        : Optional.empty();
  }

  private Optional<Filtering> filter(SmtpClient client, Envelope envelope) {
    return filter
        .begin(client.peer().address(), client.peer().tls().isPresent(), envelope.sender())
        .map(begun -> new Filtering(begun, new Reach(routing, envelope.sender())));
  }

  /** May this client send as this author, or on behalf of them? */
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    return rights.sender(client, sender);
  }

  /**
   * Who is to be named as the sender of a message besides its authors: the user, where some author
   * only lets them write on their behalf, or there are several; else nobody. RFC 5322 §3.6.2.
   *
   * @param given whom the message names
   */
  public Optional<Address> senderField(
      SmtpClient client, List<Address> authors, Optional<Address> given) {
    return rights.senderField(client, authors, given);
  }

  /**
   * May the message go to this recipient, by the size that was announced? Its route is decided here
   * and kept. Who sends from a mail program may also send to a colleague whose mailbox is full: the
   * program would keep the message back for all others. A report says later who did not get it.
   */
  public Verdict recipient(ReceivedMail mail, Recipient asked) {
    Route route = routing.route(asked.address());
    mail.route(asked.address(), route);
    Verdict verdict = recipient(mail, asked, route);
    if (verdict.accepted()) {
      mail.to(asked.address());
    }
    return verdict;
  }

  private Verdict recipient(ReceivedMail mail, Recipient asked, Route route) {
    if (route instanceof Route.Refused refused) {
      return Verdict.refused(refused.why());
    }
    // of mail that is checked it is said at the end, or members could be found out
    if (route instanceof Route.Alias list
        && !mail.checked()
        && !rights.mayPost(mail, list.alias())) {
      return Verdict.refused(Reason.LIST_CLOSED);
    }
    if (route instanceof Route.Mailbox mailbox && !mailbox.validFor(asked)) {
      return Verdict.refused(Reason.REASSIGNED); // RFC 7293 §4
    }
    if (route instanceof Route.Remote to
        && onDemand.has(to.domain())
        && mail.begun().options().requireTls()) {
      return Verdict.refused(Reason.TLS_REQUIRED); // its host comes by itself: RFC 8689 §4.2.1
    }
    if (ClientRights.submits(mail.client())) {
      return Verdict.yes();
    }
    if (route instanceof Route.Mailbox to) {
      return quotas.takes(to.account().id(), mail.announcedSize())
          ? Verdict.yes()
          : Verdict.deferred(Reason.MAILBOX_FULL); // there may be room again; RFC 3463 §3.3
    }
    return route instanceof Route.Remote to && !rights.relays(mail) && !onDemand.has(to.domain())
        ? Verdict.refused(Reason.RELAY_DENIED)
        : Verdict.yes();
  }

  /** Where the octets of a message go. */
  public ContentSink content(ReceivedMail mail) {
    mail.begin();
    return contents.sink();
  }

  /** Takes responsibility for a message; an exception means for none of the recipients. */
  public List<Verdict> finish(ReceivedMail mail, String id, Envelope given, Content content) {
    return acceptance.finish(mail, id, given, content);
  }

  /** Notes what a client was refused. */
  public void refused(SmtpClient client, RefusalEvent refusal) {
    log.refused(client, refusal);
  }
}
