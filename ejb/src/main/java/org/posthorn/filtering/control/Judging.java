package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.control.Policies.Policy;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.junk.boundary.JunkFilter;
import org.posthorn.junk.value.JunkScore;
import org.posthorn.junk.value.MessageSample.Sampled;
import org.posthorn.junk.value.WordSet;
import org.posthorn.kernel.Statistics;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.quota.boundary.Quotas;

/** Judges a message for one account. Waits for the database, and for lists in DNS. */
@ApplicationScoped
public class Judging {
  private static final int MOST_REJECTS = 1_000;
  private static final long MOST_OCTETS = 1024 * 1024; // of a message that is kept, refused
  private static final Set<DecisionReason> KNOWN_AUTHOR =
      EnumSet.of(DecisionReason.AUTHOR, DecisionReason.TO_AUTHOR, DecisionReason.ALLOWED);

  @Inject Policies policies;
  @Inject HistoryRows history;
  @Inject ArrivalRate rate;
  @Inject JunkFilter junk;
  @Inject Blocklists blocklists;
  @Inject Mailboxes mailboxes;
  @Inject Quotas quotas;
  Clock clock = Clock.systemUTC();

  private final SecureRandom random = new SecureRandom();

  /** Judges it. */
  Judgement judge(Examined mail, FilterTarget to) {
    Policy policy = policies.of(to.account(), to.domain());
    Optional<FilterRule> rule =
        policy.rules().first(new RuleSet.Asked(mail.sender(), mail.mailFrom(), mail.fields()));
    Incoming incoming = incoming(mail, to, rule);
    String meant = rule.map(FilterRule::mailbox).orElse("");
    Decision decision = decide(mail, incoming, policy, to, meant);
    Judgement judgement = judgement(mail, to, policy, rule, decision, incoming);
    if (judgement.decision().accepted() || judgement.kept()) {
      rate.count(to.account(), mail.client(), mail.size());
    }
    Statistics.of(
            "mail_decisions",
            "reason",
            decision.reason().code(),
            "taken",
            Boolean.toString(decision.accepted()))
        .increment();
    return judgement;
  }

  private static Incoming incoming(Examined mail, FilterTarget to, Optional<FilterRule> rule) {
    boolean forwarded = rule.filter(FilterRule::forwarded).isPresent();
    boolean list =
        rule.map(FilterRule::listDomain)
            .filter(domain -> !domain.isEmpty() && RuleSet.isProved(domain, mail.sender()))
            .isPresent();
    return new Incoming(
        forwarded ? withoutForwarder(mail, rule.get()) : mail.sender(),
        forwarded,
        list,
        mail.spfFails(),
        mail.named(),
        mail.tls(),
        to.recipients().stream().map(Correspondents::text).anyMatch(mail.addressed()::contains),
        mail.dmarc());
  }

  /** What is asked of lists in DNS about the client of one message. */
  Blocklists.Asking lists(String client) {
    return blocklists.about(client);
  }

  /** The words by which junk filters go. */
  WordSet words(Sampled all) {
    return junk.words(all.content(), all.facts());
  }

  private Decision decide(
      Examined mail, Incoming incoming, Policy policy, FilterTarget to, String meant) {
    FilterSettings settings = policy.settings();
    long account = to.account();
    Wishes wishes =
        new Wishes(
            settings.reputation().orElse(true),
            settings.junk().orElse(true),
            settings.junkThreshold().orElse(1.0),
            settings.requireProof().orElse(false),
            settings.subjectPass().orElse(false),
            settings.delay().toSeconds() > 0,
            policy.senders().of(mail.sender(), mail.mailFrom(), mail.client()));
    AccountEvidence.Others others =
        new AccountEvidence.Others(
            () -> rate.admits(account, mail.client()),
            () -> hasWord(mail, account, settings),
            () -> content(mail, account),
            () -> mail.lists().listing(settings.blocklists().orElseThrow()),
            () -> mail.lists().listing(settings.allowlists().orElseThrow()));
    AccountEvidence evidence =
        new AccountEvidence(account, mailbox(account, meant), incoming.sender(), history, others);
    return new Decider(incoming, wishes, evidence, clock.instant(), random).decide();
  }

  // what somebody else's server does with everybody's mail says nothing of who has written
  private static SenderFacts withoutForwarder(Examined mail, FilterRule rule) {
    SenderFacts all = mail.sender();
    return new SenderFacts(
        all.author(),
        all.proved(),
        all.signers().stream()
            .filter(
                each ->
                    rule.verifiedDomain().isEmpty()
                        || !each.equals(rule.verifiedDomain())
                            && !each.endsWith('.' + rule.verifiedDomain()))
            .toList(),
        "",
        "",
        "");
  }

  private boolean hasWord(Examined mail, long account, FilterSettings settings) {
    return mail.subject().contains("(pass:")
        && policies
            .subjectPass(account, settings)
            .accepts(mail.subject(), mail.mailFrom(), clock.instant());
  }

  private Optional<Evidence.Content> content(Examined mail, long account) {
    JunkScore score = junk.score(account, mail.words().get());
    return Optional.of(new Evidence.Content(score.probability(), score.significant()));
  }

  private Judgement judgement(
      Examined mail,
      FilterTarget to,
      Policy policy,
      Optional<FilterRule> rule,
      Decision decision,
      Incoming incoming) {
    FilterSettings settings = policy.settings();
    long account = to.account();
    boolean forwarded = incoming.forwarded();
    Optional<ArrivalNote> own = // what a forwarder adds says nothing for its later mail
        Optional.of(new ArrivalNote(incoming.sender(), mail.messageDigest()))
            .filter(note -> forwarded);
    String meant = rule.map(FilterRule::mailbox).orElse("");
    String way = rule.map(FilterRule::rejectsMailbox).orElse("");
    boolean told = settings.tellUnwanted().orElse(false) && mayBeTold(mail, decision);
    if (!decision.accepted() && !way.isEmpty() && decision.outcome() != Outcome.LIMIT) {
      Decision let = Decision.accept(decision.reason(), decision.detail() + " let in by a rule");
      Filing seen = new Filing(account, Place.SEEN, way, own);
      return new Judgement(to, let, seen, false, told, forwarded, "");
    }
    if (!decision.accepted()) {
      String word =
          decision.outcome() == Outcome.CHALLENGE
              ? policies.subjectPass(account, settings).word(mail.mailFrom(), clock.instant())
              : "";
      Filing rejects = new Filing(account, Place.REJECTS, meant, own);
      return new Judgement(
          to, decision, rejects, keeps(mail, account, settings, decision), told, forwarded, word);
    }
    boolean exempt = forwarded || incoming.list();
    boolean stranger =
        meant.isEmpty()
            && !settings.introbox().orElse("").isEmpty()
            && !KNOWN_AUTHOR.contains(decision.reason())
            && !exempt;
    boolean apart = mail.quarantine() && !exempt && decision.reason() != DecisionReason.ALLOWED;
    Place place = apart ? Place.JUNK : stranger ? Place.INTROBOX : Place.MAILBOX;
    Filing filing = new Filing(account, place, meant, own);
    return new Judgement(to, decision, filing, false, false, forwarded, "");
  }

  /**
   * Whether its sender may know that it looks unwanted: whoever is not proved may be anybody, and
   * would only learn how to get through. Whom an account denies, or gets too much of, is nobody
   * else's business.
   */
  private static boolean mayBeTold(Examined mail, Decision decision) {
    boolean looks =
        decision.outcome() == Outcome.CHALLENGE
            || decision.outcome() == Outcome.DEFER
                && decision.reason() != DecisionReason.NOT_PROVED;
    return looks && mail.dmarc() == Dmarc.PASS;
  }

  /** Whether the account is to see it: not what was too much, too large, or of a denied sender. */
  private boolean keeps(Examined mail, long account, FilterSettings settings, Decision decision) {
    String name = settings.rejectsMailbox().orElse("");
    if (name.isEmpty()
        || decision.outcome() == Outcome.LIMIT
        || decision.outcome() == Outcome.REFUSE
        || mail.size() > MOST_OCTETS
        || !history.rejected(account, mail.messageDigest()).isEmpty()
        || !quotas.takes(account, mail.size())) {
      return false;
    }
    return settings.keepRejects().orElse(false)
        || MailboxName.parse(name)
            .flatMap(mailboxes.list(account)::find)
            .flatMap(found -> mailboxes.view(found.id()))
            .map(MailboxView::size)
            .filter(size -> size >= MOST_REJECTS)
            .isEmpty();
  }

  private long mailbox(long account, String name) {
    MailboxName wanted =
        name.isEmpty() ? MailboxName.INBOX : MailboxName.parse(name).orElse(MailboxName.INBOX);
    return mailboxes.list(account).find(wanted).map(MailboxList.Mailbox::id).orElse(0L);
  }

  /** The policy of an account, for those who only need its settings. */
  FilterSettings settings(FilterTarget to) {
    return policies.of(to.account(), to.domain()).settings();
  }
}
