package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.posthorn.database.Outage;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.threads.Failures;

/**
 * Takes away what lies among the rejects: when the message has come after all, and when it is old.
 */
@ApplicationScoped
public class Rejects {
  private static final System.Logger LOG = System.getLogger(Rejects.class.getName());
  private static final Duration KEPT = Duration.ofDays(14);
  private static final int MOST_WAITING = 100_000;

  @Inject HistoryRows history;
  @Inject FilingRules rules;
  @Inject Mailboxes mailboxes;
  Clock clock = Clock.systemUTC();

  private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();

  private record Accepted(long account, long messageDigest) {}

  /** A message has come to an account. Only notes it: the commit is still to come. */
  public void delivered(long account, FilingRules.Noted noted) {
    if (noted.place() != Place.REJECTS
        && noted.messageDigest() != 0
        && accepted.size() < MOST_WAITING) {
      accepted.add(new Accepted(account, noted.messageDigest()));
    }
  }

  /** Takes away the rejects of messages that have come. */
  public void sweepAccepted() {
    for (int left = accepted.size(); left > 0; left--) {
      Accepted each = accepted.poll();
      if (each == null) {
        return;
      }
      sweepAccepted(each);
    }
  }

  private void sweepAccepted(Accepted each) {
    try {
      List<Long> contents = history.rejected(each.account(), each.messageDigest());
      if (!contents.isEmpty()) {
        remove(each.account(), contents);
      }
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        accepted.add(each);
        throw e;
      }
      Failures.tell(LOG, "event=rejects-not-removed account=" + each.account(), e);
    }
  }

  /** Takes away a portion of the old ones; whether there may be more. */
  public boolean sweepOld() {
    Map<Long, Set<Long>> old = new HashMap<>();
    List<long[]> found = history.rejectedBefore(clock.instant().minus(KEPT));
    for (long[] each : found) {
      old.computeIfAbsent(each[0], none -> new HashSet<>()).add(each[1]);
    }
    long failed = 0;
    for (Map.Entry<Long, Set<Long>> each : old.entrySet()) {
      failed += swept(each.getKey(), each.getValue()) ? 0 : 1;
    }
    return failed == 0 && found.size() >= HistoryRows.PORTION;
  }

  private boolean swept(long account, Set<Long> contents) {
    try {
      if (rules.settings(account).keepRejects().orElse(false)) {
        contents.forEach(each -> history.forget(account, each));
      } else {
        remove(account, contents);
      }
      return true;
    } catch (RuntimeException e) { // the others' are taken away nevertheless
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      Failures.tell(LOG, "event=rejects-not-removed account=" + account, e);
      return false;
    }
  }

  private void remove(long account, Collection<Long> contents) {
    FilterSettings settings = rules.settings(account);
    Optional<Long> mailbox =
        MailboxName.parse(settings.rejectsMailbox().orElse(""))
            .flatMap(mailboxes.list(account)::find)
            .map(MailboxList.Mailbox::id);
    mailbox.ifPresent(id -> expunge(account, id, Set.copyOf(contents)));
    contents.forEach(each -> history.forget(account, each));
  }

  private void expunge(long account, long mailbox, Set<Long> contents) {
    Optional<MailboxView> view = mailboxes.view(mailbox);
    if (view.isEmpty()) {
      return;
    }
    UidSet.Builder uids = UidSet.builder();
    MailboxCursor cursor = view.get().cursor(0);
    while (cursor.next()) {
      if (contents.contains(cursor.contentId())) {
        uids.add(cursor.uid());
      }
    }
    UidSet found = uids.build();
    if (!found.isEmpty()) {
      FlagChange deleted =
          new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of()));
      mailboxes.store(account, mailbox, found, deleted, OptionalLong.empty());
      mailboxes.expunge(account, mailbox, found);
    }
  }
}
