package org.posthorn.mailboxes.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.posthorn.mailstore.MailboxView;

/**
 * How much the mailboxes of one account hold. It is told of views in any order, some twice: for
 * each mailbox the latest counts. Thread-safe.
 */
final class AccountUsage {
  private static final long CREDIT = 10_000;

  private final Map<Long, Held> held = new HashMap<>();
  private final Set<Long> gone = new HashSet<>(); // while it is counted for the first time
  private long credit = CREDIT;
  private long messages;
  private long octets;
  private boolean counted;
  private long countedAt;

  private record Held(long modSeq, int messages, long octets) {
    static final Held NOTHING = new Held(0, 0, 0);
  }

  /** Messages and octets at one moment. */
  record Sum(long messages, long octets) {}

  synchronized Sum sum() {
    return new Sum(messages, octets);
  }

  /** A mailbox is, or was, like this. */
  synchronized void know(MailboxView view) {
    Held known = held.getOrDefault(view.mailboxId(), Held.NOTHING);
    if (view.highestModSeq() > known.modSeq() && !gone.contains(view.mailboxId())) {
      replace(view.mailboxId(), known, new Held(view.highestModSeq(), view.size(), view.octets()));
    }
  }

  private void replace(long mailbox, Held before, Held after) {
    held.put(mailbox, after);
    messages += after.messages() - before.messages();
    octets += after.octets() - before.octets();
  }

  /** Whether so many messages may come before anybody has counted what there is. */
  synchronized boolean onCredit(long more) {
    credit -= Math.max(0, more);
    return !counted && credit >= 0;
  }

  /** A mailbox is deleted. */
  synchronized void forget(long mailbox) {
    if (!counted) {
      gone.add(mailbox); // who counts may have seen it still
    }
    drop(mailbox);
  }

  private void drop(long mailbox) {
    replace(mailbox, held.getOrDefault(mailbox, Held.NOTHING), Held.NOTHING);
    held.remove(mailbox);
  }

  /** Whether all mailboxes were looked at, not before a time. */
  synchronized boolean countedSince(long time) {
    return counted && countedAt >= time;
  }

  /** All mailboxes of the account were looked at: others that were known before are gone. */
  synchronized void counted(Collection<Long> mailboxes, long time) {
    if (counted) {
      Set<Long> known = new HashSet<>(held.keySet());
      known.removeAll(Set.copyOf(mailboxes));
      known.forEach(this::drop);
    }
    counted = true;
    countedAt = time;
    gone.clear();
  }
}
