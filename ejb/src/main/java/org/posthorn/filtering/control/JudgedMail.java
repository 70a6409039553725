package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.filtering.control.HistoryRows.Arrived;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.junk.boundary.JunkFilter;
import org.posthorn.junk.value.JudgedMessage;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.threads.Failures;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Learns from what users do with messages, by whatever program: a move to the junk, or out of it,
 * or to where wanted mail lies; the flags $Junk and $NotJunk. What is expunged is unlearnt, a while
 * later: it may only have moved. Runs beside everything else, and takes its time.
 */
@ApplicationScoped
public class JudgedMail {
  private static final System.Logger LOG = System.getLogger(JudgedMail.class.getName());
  private static final int MOST_AT_ONCE = 100; // messages of a mailbox; of more, the latest
  private static final Duration TURN = Duration.ofSeconds(1); // then everything else goes first
  private static final Duration GONE = Duration.ofMinutes(10);
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final int MOST_MAILBOXES = 10_000;
  private static final Set<String> JUNK_FLAGS = Set.of("$junk", "junk");
  private static final Set<String> HAM_FLAGS = Set.of("$notjunk", "notjunk", "nonjunk");
  private static final List<String> NEUTRAL =
      List.of("inbox", "introbox", "neutral", "postmaster", "dmarc", "tlsrpt", "rejects");

  @Inject Mailboxes mailboxes;
  @Inject ContentStore contents;
  @Inject JunkFilter filter;
  @Inject HistoryRows history;
  @Inject FilingRules rules;
  @Inject Transactions transactions;
  @PersistenceContext EntityManager entities;
  Clock clock = Clock.systemUTC();

  private final Map<Long, Changed> changed = new ConcurrentHashMap<>();
  private final Map<Long, Long> owners = new ConcurrentHashMap<>();

  /**
   * A mailbox that has changed.
   *
   * @param from the first change that was not looked at
   * @param at when the latest was told, in milliseconds
   */
  private record Changed(long from, long at) {
    Changed with(Changed other) {
      return new Changed(Math.min(from, other.from), Math.max(at, other.at));
    }
  }

  /** What a mailbox says of the messages in it. */
  enum Kind {
    JUNK,
    /** Wanted mail. */
    HAM,
    /** Nothing. */
    NEUTRAL,
    /** Nothing: the user has thrown it away. */
    TRASH,
    /** It is not looked at. */
    OWN
  }

  /** A mailbox changes; the commit may still be to come. */
  public void changed(long mailbox, long modSeq) {
    if (changed.size() < MOST_MAILBOXES) {
      changed.merge(mailbox, new Changed(modSeq, clock.millis()), Changed::with);
    }
  }

  /** Looks at what has changed. */
  public void look() {
    long before = clock.millis() - SETTLED.toMillis();
    long began = System.nanoTime();
    for (Map.Entry<Long, Changed> each : Map.copyOf(changed).entrySet()) {
      if (System.nanoTime() - began > TURN.toNanos()) {
        return; // the others the next time
      }
      if (each.getValue().at() <= before && changed.remove(each.getKey(), each.getValue())) {
        looked(each.getKey(), each.getValue());
      }
    }
  }

  private void looked(long mailbox, Changed change) {
    try {
      look(mailbox, change.from());
    } catch (RuntimeException | StackOverflowError e) {
      if (Outage.unreachable(e).isPresent()) {
        changed.merge(mailbox, change, Changed::with); // another time
        throw e;
      }
      Failures.tell(LOG, "event=changes-not-learnt mailbox=" + mailbox, e);
    }
  }

  private void look(long mailbox, long from) {
    Optional<Long> owner = owner(mailbox);
    if (owner.isEmpty()) {
      return;
    }
    long account = owner.get();
    Optional<MailboxList.Mailbox> found =
        mailboxes.list(account).all().stream().filter(each -> each.id() == mailbox).findFirst();
    Optional<MailboxView> view = mailboxes.view(mailbox);
    if (found.isEmpty() || view.isEmpty()) {
      return;
    }
    Kind kind = kind(found.get(), rules.settings(account).rejectsMailbox().orElse(""));
    if (kind != Kind.OWN) {
      messages(account, view.get(), kind, from);
      mailboxes
          .view(mailbox)
          .flatMap(now -> now.expungedSince(from - 1))
          .ifPresent(uids -> gone(mailbox, uids));
    }
  }

  private void gone(long mailbox, UidSet uids) {
    for (int r = 0; r < uids.ranges(); r++) {
      filter.gone(mailbox, uids.first(r), uids.last(r));
    }
  }

  private Optional<Long> owner(long mailbox) {
    if (owners.size() > MOST_MAILBOXES) {
      owners.clear();
    }
    Long known = owners.get(mailbox);
    if (known == null) {
      List<?> found =
          transactions.call(
              () ->
                  entities
                      .createNativeQuery("SELECT account_id FROM mailbox WHERE id = ?1")
                      .setParameter(1, mailbox)
                      .getResultList());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      known = ((Number) found.get(0)).longValue();
      owners.put(mailbox, known);
    }
    return Optional.of(known);
  }

  static Kind kind(MailboxList.Mailbox mailbox, String rejects) {
    String name = mailbox.name().text().toLowerCase(Locale.ROOT);
    Optional<SpecialUse> use = mailbox.use();
    if (use.isPresent()) {
      return switch (use.get()) {
        case JUNK -> Kind.JUNK;
        case TRASH -> Kind.TRASH;
        case SENT, DRAFTS -> Kind.OWN;
        default -> Kind.HAM;
      };
    }
    if (name.startsWith("junk") || name.startsWith("spam")) {
      return Kind.JUNK;
    }
    if (name.equals(rejects.toLowerCase(Locale.ROOT))) {
      return Kind.OWN;
    }
    return NEUTRAL.stream().anyMatch(name::startsWith) ? Kind.NEUTRAL : Kind.HAM;
  }

  private record Seen(long uid, long content, Optional<Boolean> flagged, boolean read) {}

  private void messages(long account, MailboxView view, Kind kind, long from) {
    List<Seen> seen = new ArrayList<>();
    MailboxCursor cursor = view.cursor(0);
    while (cursor.nextChanged(from - 1)) {
      Optional<Boolean> flagged = flagged(view.keywords().flags(cursor.bits()).keywords());
      seen.add(
          new Seen(cursor.uid(), cursor.contentId(), flagged, (cursor.flags() & Flags.SEEN) != 0));
    }
    List<Seen> latest = seen.subList(Math.max(0, seen.size() - MOST_AT_ONCE), seen.size());
    Map<Long, JudgedMessage> known =
        filter.judged(account, latest.stream().map(Seen::content).toList());
    Set<Long> apart =
        history.filedApart(account, latest.stream().map(Seen::content).toList(), kind == Kind.JUNK);
    for (Seen each : latest) {
      Optional<JudgedMessage> before = Optional.ofNullable(known.get(each.content()));
      boolean ours = apart.contains(each.content());
      alone(each.content(), () -> message(account, view.mailboxId(), kind, each, before, ours));
    }
  }

  // one that cannot be read does not take what was said of the others with it
  private static void alone(long content, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      Failures.tell(LOG, "event=message-not-learnt content=" + content, e);
    }
  }

  private static Optional<Boolean> flagged(List<String> keywords) {
    boolean junk = false;
    boolean ham = false;
    for (String each : keywords) {
      String keyword = each.toLowerCase(Locale.ROOT);
      junk |= JUNK_FLAGS.contains(keyword);
      ham |= HAM_FLAGS.contains(keyword);
    }
    return junk == ham ? Optional.empty() : Optional.of(junk);
  }

  private void message(
      long account,
      long mailbox,
      Kind kind,
      Seen seen,
      Optional<JudgedMessage> known,
      boolean apart) {
    Optional<Boolean> said = said(mailbox, kind, seen, known, apart);
    if (said.isEmpty()) {
      return;
    }
    if (known.isPresent() && known.get().junk() == said.get()) {
      if (known.get().mailbox() != mailbox || known.get().uid() != seen.uid()) {
        filter.moved(account, seen.content(), mailbox, seen.uid());
      }
      return;
    }
    learn(new JudgedMessage(account, seen.content(), said.get(), mailbox, seen.uid()));
  }

  /**
   * What is said of a message; empty where nothing is, and nothing was.
   *
   * @param apart whether we have put it to the junk or the rejects when it came
   */
  private static Optional<Boolean> said(
      long mailbox, Kind kind, Seen seen, Optional<JudgedMessage> known, boolean apart) {
    Optional<Boolean> good = Optional.of(false);
    boolean moved = known.isPresent() && known.get().mailbox() != mailbox;
    if (kind == Kind.JUNK && (moved || known.isEmpty())) {
      boolean ham = seen.flagged().equals(good);
      boolean ours = known.isEmpty() && apart && !ham; // nobody has said anything
      return ours ? Optional.empty() : Optional.of(!ham);
    }
    boolean out = moved ? known.get().junk() : known.isEmpty() && apart;
    if (out && kind != Kind.TRASH && kind != Kind.JUNK) {
      return good;
    }
    if (seen.flagged().isPresent() && !(known.isEmpty() && apart)) {
      return seen.flagged();
    }
    if (kind == Kind.HAM || kind == Kind.TRASH && seen.read() && known.isEmpty() && !apart) {
      return good;
    }
    return known.map(JudgedMessage::junk);
  }

  private void learn(JudgedMessage message) {
    try {
      filter.judge(
          message,
          contents.content(message.content()),
          contents.facts(new long[] {message.content()}).get(0));
    } catch (ContentLost gone) {
      return; // it was expunged meanwhile
    }
    remember(message, true);
  }

  /** Remembers, or forgets, a message with the signals of its sender. */
  private void remember(JudgedMessage message, boolean there) {
    Optional<Arrived> found = history.arrival(message.account(), message.content());
    if (found.isEmpty()) {
      return;
    }
    Arrived arrived = found.get();
    SenderFacts sender = arrived.note().sender();
    Judged judged =
        new Judged(
            arrived.received(),
            message.junk(),
            sender.proved(),
            (int) Signal.digest(sender.author()));
    Map<Signal, SignalHistory> known =
        history.histories(message.account(), arrived.mailbox(), Signal.all(sender));
    Map<Signal, SignalHistory> after = new HashMap<>();
    for (Signal each : Signal.all(sender)) {
      SignalHistory before = known.getOrDefault(each, SignalHistory.NONE);
      after.put(
          each, there ? before.with(message.content(), judged) : before.without(message.content()));
    }
    history.write(message.account(), arrived.mailbox(), after);
  }

  /** Unlearns a portion of what has been nowhere for a while; whether there may be more. */
  public boolean unlearn() {
    List<JudgedMessage> gone = filter.goneSince(clock.instant().minus(GONE));
    for (JudgedMessage each : gone) {
      alone(each.content(), () -> remember(each, false));
      filter.unlearn(each.account(), each.content());
    }
    return gone.size() >= JunkFilter.PORTION;
  }

  /** What was in mailboxes that have been deleted is gone with them; whether there may be more. */
  public boolean settle() {
    return filter.settle();
  }
}
