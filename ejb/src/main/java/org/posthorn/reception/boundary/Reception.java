package org.posthorn.reception.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.Posting;
import org.posthorn.checks.boundary.IncomingChecks;
import org.posthorn.checks.boundary.MessageCheck;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.filtering.boundary.IncomingFilter;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
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
import org.posthorn.reception.boundary.ReceivedMail.Filtering;
import org.posthorn.reception.control.HouseClients;
import org.posthorn.reception.control.Reach;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.RefusalEvent;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.submission.boundary.SendingRights;
import org.posthorn.submission.boundary.SendingRights.Name;
import org.posthorn.trace.boundary.MailEvent;
import org.posthorn.trace.boundary.MailLog;
import org.posthorn.transports.boundary.OnDemandDomains;

/** Decides who may send what to whom, and takes responsibility for messages. RFC 5321 §6.1. */
@ApplicationScoped
public class Reception {
  /** Ends the id of the copies that are kept of a message that others have got. */
  private static final String UNWANTED = "+unwanted";

  @Inject Directory directory;
  @Inject Routing routing;
  @Inject ContentStore contents;
  @Inject Spool spool;
  @Inject Relay relay;
  @Inject Quotas quotas;
  @Inject IncomingChecks checks;
  @Inject IncomingFilter filter;
  @Inject SendingRights submission;
  @Inject HouseClients house;
  @Inject OnDemandDomains onDemand;
  @Inject MailLog log;

  /** Begins to receive a message; the envelope has no recipients yet. */
  public ReceivedMail open(SmtpClient client, Envelope envelope, OptionalLong size) {
    Optional<MessageCheck> check = check(client, envelope);
    return new ReceivedMail(
        client,
        envelope,
        size,
        reversePath(client, envelope.sender()),
        check,
        check.isPresent() ? filter(client, envelope) : Optional.empty());
  }

  private Optional<MessageCheck> check(SmtpClient client, Envelope envelope) {
    return client.role() == SmtpClient.Role.MX && !ofHouse(client)
        ? checks.begin(client.peer().address(), client.hello(), envelope.sender())
        : Optional.empty();
  }

  private Optional<Filtering> filter(SmtpClient client, Envelope envelope) {
    return filter
        .begin(client.peer().address(), client.peer().tls().isPresent(), envelope.sender())
        .map(begun -> new Filtering(begun, new Reach(routing, envelope.sender())));
  }

  // who writes on behalf of another gets the reports
  private Verdict reversePath(SmtpClient client, Optional<Address> sender) {
    return sender.filter(each -> name(client, each) == Name.ON_BEHALF).isPresent()
        ? Verdict.refused(Reason.SENDER_NOT_OWNED)
        : sender(client, sender);
  }

  /** May this client send as this author, or on behalf of them? */
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    if (client.role() != SmtpClient.Role.SUBMISSION) {
      return Verdict.yes();
    }
    boolean owned =
        client.login().isPresent()
            // RFC 8098 §3, RFC 3834 §3.3: receipts and automatic answers have no sender
            && sender.map(each -> name(client, each) != Name.FOREIGN).orElse(true);
    return owned ? Verdict.yes() : Verdict.refused(Reason.SENDER_NOT_OWNED);
  }

  private Name name(SmtpClient client, Address author) {
    return client
        .login()
        .map(login -> submission.name(login.accountId(), author))
        .orElse(Name.FOREIGN);
  }

  /**
   * Who is to be named as the sender of a message besides its authors: the user, where some author
   * only lets them write on their behalf, or there are several; else nobody. RFC 5322 §3.6.2.
   *
   * @param given whom the message names
   */
  public Optional<Address> senderField(
      SmtpClient client, List<Address> authors, Optional<Address> given) {
    Optional<Address> own = given.filter(each -> name(client, each) == Name.OWN);
    boolean needed =
        authors.size() > 1
            || authors.stream().anyMatch(each -> name(client, each) == Name.ON_BEHALF);
    return own.isPresent() || !needed
        ? own
        : client.login().flatMap(login -> Address.parse(login.address()));
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
    if (route instanceof Route.Alias list && !mail.checked() && !mayPost(mail, list.alias())) {
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
    if (submits(mail.client())) {
      return Verdict.yes();
    }
    if (route instanceof Route.Mailbox to) {
      return quotas.takes(to.account().id(), mail.announcedSize())
          ? Verdict.yes()
          : Verdict.deferred(Reason.MAILBOX_FULL); // there may be room again; RFC 3463 §3.3
    }
    return route instanceof Route.Remote to && !relays(mail) && !onDemand.has(to.domain())
        ? Verdict.refused(Reason.RELAY_DENIED)
        : Verdict.yes();
  }

  private boolean ofHouse(SmtpClient client) {
    return client.role() == SmtpClient.Role.MX && house.has(client.peer().address());
  }

  // no open relay within the house, either: who sends has to be in a domain of ours
  private boolean relays(ReceivedMail mail) {
    return ofHouse(mail.client())
        && mail.begun()
            .sender()
            .filter(sender -> !(routing.route(sender) instanceof Route.Remote))
            .isPresent();
  }

  private boolean mayPost(ReceivedMail mail, AliasInfo list) {
    Optional<Address> sender = mail.begun().sender();
    return list.posting() == Posting.ANYONE
        || sender.filter(list::mayPost).isPresent()
        || list.posting() == Posting.MEMBERS
            && submits(mail.client())
            && directory.isMember(list, mail.client().login().orElseThrow().accountId());
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
    if (results.isEmpty() || !(route instanceof Route.Alias list)) {
      return Verdict.yes();
    }
    if (results.get().disposition() == DmarcPolicy.REJECT) {
      return Verdict.refused(Reason.NOT_AUTHENTIC); // whatever members here would let through
    }
    DmarcVerdict author = results.get().dmarc();
    boolean known =
        list.alias().posting() == Posting.ANYONE
            || mayPost(mail, list.alias()) && proven(mail, results.get());
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

  private static boolean submits(SmtpClient client) {
    return client.role() == SmtpClient.Role.SUBMISSION && client.login().isPresent();
  }

  /** Where the octets of a message go. */
  public ContentSink content(ReceivedMail mail) {
    mail.begin();
    return contents.sink();
  }

  /** Takes responsibility for a message; an exception means for none of the recipients. */
  public List<Verdict> finish(ReceivedMail mail, String id, Envelope given, Content content) {
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
    MailEvent line =
        log.event("unwanted", id)
            .from(given.sender())
            .to(given.addresses())
            .with("reason", judged.codes())
            .with("kept", kept.size());
    mail.results().ifPresent(found -> checked(line, found));
    signed(line.size(content.size()), mail.client()).write();
    if (!kept.isEmpty()) {
      List<Recipient> accounts =
          kept.stream()
              .map(each -> mainAddress(mail, each).orElseThrow())
              .map(Reception::toldOfNothing)
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
        submits(client) || relays(mail)
            ? filed.asOwn()
            : mail.quarantined() ? filed.asSuspect() : filed;
    boolean report = submits(client) && envelope.sender().isPresent(); // else it is delivered
    List<Address> full = report ? full(mail, envelope.addresses(), content) : List.of();
    if (full.isEmpty()) {
      spool.put(id, envelope, content);
    } else {
      put(id, envelope, content, full);
    }
    MailEvent line = log.event("accepted", id).from(envelope.sender()).to(envelope.addresses());
    mail.results().ifPresent(found -> checked(line, found));
    if (!judged.all().isEmpty()) {
      line.with("reason", judged.codes());
    }
    signed(line.size(content.size()), client).messageId(mail.messageId()).write();
    if (!full.isEmpty()) {
      returned(id, envelope, full);
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

  private boolean admitted(ReceivedMail mail, Envelope envelope) {
    List<Address> remote =
        envelope.addresses().stream()
            .filter(each -> mail.route(each).orElse(null) instanceof Route.Remote)
            .toList();
    if (remote.isEmpty()) {
      return true;
    }
    SmtpClient client = mail.client();
    if (!submits(client)) {
      return !ofHouse(client) || house.admit(client.peer().address(), remote.size());
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

  private void returned(String id, Envelope envelope, List<Address> full) {
    log.event("bounced", id)
        .from(envelope.sender())
        .to(full)
        .with("status", Undeliverable.FULL.status())
        .write();
  }

  /** Notes what a client was refused. */
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

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static MailEvent signed(MailEvent line, SmtpClient client) {
    line.peer(client.peer().session(), client.peer().address());
    line.with("role", client.role().name().toLowerCase(Locale.ROOT));
    client.origin().forEach((name, value) -> line.with("origin-" + word(name), value));
    client.login().ifPresent(login -> line.address("login", login.address()));
    return line;
  }
}
