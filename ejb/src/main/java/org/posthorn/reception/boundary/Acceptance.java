package org.posthorn.reception.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.value.Posting;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.reception.control.HouseClients;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.routing.boundary.Route;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.submission.boundary.SendingRights;

/**
 * What becomes of a message that has come: each of its recipients gets it, or its sender hears why
 * not. Takes responsibility for it.
 */
@ApplicationScoped
public class Acceptance {
  /** Ends the id of the copies that are kept of a message that others have got. */
  private static final String UNWANTED = "+unwanted";

  @Inject ClientRights rights;
  @Inject Spool spool;
  @Inject Relay relay;
  @Inject Quotas quotas;
  @Inject SendingRights submission;
  @Inject HouseClients house;
  @Inject ReceptionLog log;

  /** Takes responsibility for a message; an exception means for none of the recipients. */
  public List<Verdict> finish(ReceivedMail mail, String id, Envelope given, Content content) {
    List<Verdict> verdicts = verdicts(mail, id, given, content);
    mail.answered(given.addresses(), verdicts);
    return verdicts;
  }

  private List<Verdict> verdicts(ReceivedMail mail, String id, Envelope given, Content content) {
    if (!admitted(mail, given)) {
      Verdict tooMuch = Verdict.deferred(Reason.SENDING_LIMIT);
      return Collections.nCopies(given.recipients().size(), tooMuch);
    }
    List<Verdict> verdicts = given.recipients().stream().map(each -> atEnd(mail, each)).toList();
    if (mail.separated()) {
      return separately(mail, id, given, content, verdicts);
    }
    Optional<Verdict> refusal = // there is one reply for all of them: RFC 5321 §4.1.1.4
        verdicts.stream()
            .filter(Verdict.Deferred.class::isInstance)
            .findFirst()
            .or(() -> verdicts.stream().filter(each -> !each.accepted()).findFirst());
    if (refusal.isPresent()) {
      return Collections.nCopies(verdicts.size(), refusal.get());
    }
    Judgements judged = mail.judgements(given.addresses());
    if (!wanted(mail, given.addresses(), judged)) {
      reject(mail, id, given, content, judged);
      return Collections.nCopies(verdicts.size(), unwanted(judged));
    }
    take(mail, id, given, content);
    return verdicts;
  }

  /** Each recipient gets an answer of its own. */
  private List<Verdict> separately(
      ReceivedMail mail, String id, Envelope given, Content content, List<Verdict> verdicts) {
    List<Verdict> said = new ArrayList<>();
    List<Recipient> accepted = new ArrayList<>();
    List<Recipient> refused = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Recipient recipient = given.recipients().get(i);
      List<Address> address = List.of(recipient.address());
      Judgements theirs = mail.judgements(address);
      if (!verdicts.get(i).accepted()) {
        said.add(verdicts.get(i));
      } else if (wanted(mail, address, theirs)) {
        said.add(verdicts.get(i));
        accepted.add(recipient);
      } else {
        said.add(unwanted(theirs));
        refused.add(recipient);
      }
    }
    if (!refused.isEmpty()) { // first: what fails here does not bring it to the others again
      Set<Long> getIt = mail.judgements(given.to(accepted).addresses()).accounts();
      Envelope theirs = given.to(refused);
      reject(
          mail,
          id + UNWANTED,
          theirs,
          content,
          mail.judgements(theirs.addresses()).without(getIt)); // the others get it by a list
    }
    if (!accepted.isEmpty()) {
      take(mail, id, given.to(accepted), content);
    }
    return said;
  }

  /**
   * Whether it is taken for some recipients. Where somebody wants it, it comes to the junk of the
   * others: a report about them would go to whoever is named as its sender. Members of a list
   * elsewhere cannot be asked, and nobody here refuses for them.
   */
  private static boolean wanted(ReceivedMail mail, List<Address> recipients, Judgements judged) {
    return judged.wanted() || mail.goesOn(recipients);
  }

  /** What is said when nobody wants it. */
  private static Verdict unwanted(Judgements judged) {
    Outcome outcome = judged.refusal();
    return judged
        .word()
        .filter(word -> outcome == Outcome.CHALLENGE)
        .<Verdict>map(Verdict.Challenged::new)
        .orElseGet(() -> verdict(outcome));
  }

  private static Verdict verdict(Outcome outcome) {
    return switch (outcome) {
      case LIMIT -> Verdict.deferred(Reason.TOO_MUCH_MAIL);
      case REFUSE -> Verdict.refused(Reason.POLICY);
      case NOT_AUTHENTIC -> Verdict.refused(Reason.NOT_AUTHENTIC);
      default -> Verdict.deferred(Reason.SYSTEM); // deliberately vague
    };
  }

  private static Envelope filed(Envelope given, Judgements judged) {
    List<Filing> filings = judged.all().stream().map(Judgement::taken).toList();
    return filings.isEmpty() ? given : Filing.with(given, filings, Optional.of(judged.note()));
  }

  /** Those who want to see what was refused see it. */
  private void reject(
      ReceivedMail mail, String id, Envelope given, Content content, Judgements judged) {
    List<Judgement> kept =
        judged.all().stream()
            .filter(each -> each.kept() && mainAddress(mail, each).isPresent())
            .toList();
    log.unwanted(mail, id, given, content.size(), judged.codes(), kept.size());
    if (!kept.isEmpty()) {
      List<Recipient> accounts =
          kept.stream()
              .map(each -> mainAddress(mail, each).orElseThrow())
              .map(Acceptance::toldOfNothing)
              .toList();
      List<Filing> filings = kept.stream().map(Judgement::filing).toList();
      spool.put(id, Filing.with(given.to(accounts), filings, Optional.of(judged.note())), content);
    }
  }

  // the sender has heard that it is not taken
  private static Recipient toldOfNothing(Address address) {
    return new Recipient(address, Optional.empty(), Set.of(Notify.NEVER), List.of());
  }

  // not a list, whose other members would get it
  private static Optional<Address> mainAddress(ReceivedMail mail, Judgement judgement) {
    return judgement.target().recipients().stream()
        .filter(each -> mail.route(each).orElse(null) instanceof Route.Mailbox)
        .findFirst();
  }

  private void take(ReceivedMail mail, String id, Envelope given, Content content) {
    SmtpClient client = mail.client();
    Judgements judged = mail.judgements(given.addresses());
    Envelope filed = filed(given, judged);
    Envelope envelope =
        ClientRights.submits(client) || rights.relays(mail)
            ? filed.asOwn()
            : mail.quarantined() ? filed.asSuspect() : filed;
    boolean report =
        ClientRights.submits(client) && envelope.sender().isPresent(); // else it is delivered
    List<Address> full = report ? full(mail, envelope.addresses(), content) : List.of();
    if (full.isEmpty()) {
      spool.put(id, envelope, content);
    } else {
      put(id, envelope, content, full);
    }
    log.accepted(mail, id, envelope, content.size(), judged.codes());
    if (!full.isEmpty()) {
      log.bounced(id, envelope, full);
    }
  }

  private boolean admitted(ReceivedMail mail, Envelope envelope) {
    List<Address> remote =
        envelope.addresses().stream()
            .filter(each -> mail.route(each).orElse(null) instanceof Route.Remote)
            .toList();
    if (remote.isEmpty()) {
      return true;
    }
    SmtpClient client = mail.client();
    if (!ClientRights.submits(client)) {
      return !rights.ofHouse(client) || house.admit(client.peer().address(), remote.size());
    }
    long account = client.login().orElseThrow().accountId();
    boolean admitted = submission.admit(account, remote);
    if (admitted && envelope.sender().isPresent()) { // receipts and automatic answers greet nobody
      submission.wrote(account, remote);
    }
    return admitted;
  }

  private List<Address> full(ReceivedMail mail, List<Address> recipients, Content content) {
    List<Address> full = new ArrayList<>();
    for (Address each : recipients) {
      if (mail.route(each).orElseThrow() instanceof Route.Mailbox to
          && !quotas.takes(to.account().id(), content.size())) {
        full.add(each);
      }
    }
    return full;
  }

  private void put(String id, Envelope envelope, Content content, List<Address> full) {
    // first, so that what fails here does not bring the message to the others again
    relay.undeliverable(id, envelope.only(full), content.id(), Undeliverable.FULL);
    List<Address> others =
        envelope.addresses().stream().filter(each -> !full.contains(each)).toList();
    if (!others.isEmpty()) {
      spool.put(id, envelope.only(others), content);
    }
  }

  /**
   * What is to be said of a recipient when the message has come. Who sends to a list of members
   * only has to be who they say: a client elsewhere can say anything at MAIL and in From. And what
   * goes on to members elsewhere in our name has to bear a signature that still holds there.
   */
  private Verdict atEnd(ReceivedMail mail, Recipient recipient) {
    Route route = mail.route(recipient.address()).orElse(null);
    if (mail.client().role() == SmtpClient.Role.MX
        && route instanceof Route.Mailbox box
        && !box.validFor(recipient)) {
      return Verdict.refused(Reason.REASSIGNED); // RFC 7293 §3.2: the field says it, too
    }
    Optional<CheckResults> results = mail.results();
    if (results.isEmpty() || route instanceof Route.Mailbox) { // its account decides
      return Verdict.yes();
    }
    if (results.get().disposition() == DmarcPolicy.REJECT) {
      return Verdict.refused(Reason.NOT_AUTHENTIC); // whatever members here would let through
    }
    if (!(route instanceof Route.Alias list)) {
      return Verdict.yes();
    }
    DmarcVerdict author = results.get().dmarc();
    boolean known =
        list.alias().posting() == Posting.ANYONE
            || rights.mayPost(mail, list.alias()) && proven(mail, results.get());
    boolean lasting = list.alias().bouncesTo().isEmpty() || author.dkim();
    if (known && lasting) {
      return Verdict.yes();
    }
    return author.status() == AuthStatus.TEMPERROR
        ? Verdict.deferred(Reason.NOT_AUTHENTIC)
        : Verdict.refused(Reason.LIST_CLOSED);
  }

  /** Whether the sender of MAIL, by whom lists decide, is the one who has sent it. */
  private static boolean proven(ReceivedMail mail, CheckResults results) {
    Optional<Address> sender = mail.begun().sender();
    boolean author = sender.isPresent() && mail.authors().equals(sender.map(List::of));
    return sender.isPresent()
        && (results.spf().result() == SpfResult.PASS || author && results.dmarc().authentic());
  }
}
