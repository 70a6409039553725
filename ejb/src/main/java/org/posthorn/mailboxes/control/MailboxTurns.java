package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.posthorn.mailstore.MailboxView;

/** Lets servers that share a database write to a mailbox one after the other (ADR 43). */
@ApplicationScoped
public class MailboxTurns {
  @Inject MailboxLocks locks;
  @Inject MailboxRows rows;
  @Inject Views views;

  /**
   * Looks what other servers have done to the mailboxes of a batch, and keeps them from doing more
   * until the end of the transaction; false when the database has no locks for that.
   */
  boolean begin(Batch batch, Collection<Operation<?>> operations) {
    SortedSet<Long> changed =
        operations.stream()
            .flatMap(each -> each.mailboxes().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    boolean locked = locks.lock(changed);
    Map<Long, Long> last = changed.isEmpty() ? Map.of() : rows.lastChanges(changed);
    for (long mailbox : changed) {
      Long latest = last.get(mailbox);
      if (latest == null) {
        batch.lost(mailbox);
      } else if (behind(batch.view(mailbox), latest)) {
        latest(mailbox, latest).ifPresent(batch::found);
      }
    }
    return locked;
  }

  private static boolean behind(Optional<MailboxView> view, long modSeq) {
    return view.isEmpty() || view.get().highestModSeq() < modSeq;
  }

  private Optional<MailboxView> latest(long mailbox, long modSeq) {
    Optional<MailboxView> known = views.inMemory(mailbox);
    if (known.isEmpty()) {
      return rows.load(mailbox).map(MailboxRows.Loaded::view);
    }
    return behind(known, modSeq) ? known.map(rows::catchUp) : known;
  }
}
