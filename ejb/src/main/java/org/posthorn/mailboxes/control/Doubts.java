package org.posthorn.mailboxes.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailboxes.entity.LogEntry;

/**
 * The commits, of the same operations one after the other, of which it was not heard whether they
 * happened. The next try writes to the same place of the log, so at most one of them happens; one
 * that seems not to have happened may just not have ended, so it is looked for after each try.
 */
final class Doubts {
  private final List<Doubt> doubts = new ArrayList<>();

  private record Doubt(Batch batch, List<Runnable> outcomes) {}

  /** Adds a batch that failed, if its commit may have happened all the same. */
  void add(Batch batch, List<Operation<?>> operations) {
    if (batch.doubtful()) {
      doubts.add(new Doubt(batch, operations.stream().map(Operation::outcomeSoFar).toList()));
    }
  }

  boolean any() {
    return !doubts.isEmpty();
  }

  /**
   * The batch that was committed after all, if one was; its operations have its outcomes then.
   *
   * @throws RuntimeException when that cannot be found out
   */
  Optional<Batch> committed(MailboxRows rows) {
    for (Doubt doubt : doubts) {
      LogEntry mine = doubt.batch().rows().get(0); // all rows are there or none
      Optional<LogEntry> there = rows.entry(mine.key());
      if (there.isPresent() && mine.sameBatch(there.get())) {
        doubt.outcomes().forEach(Runnable::run);
        return Optional.of(doubt.batch());
      }
      if (there.isEmpty() && rows.folded(mine.key())) {
        throw new IllegalStateException("the log was folded, by another server");
      }
    }
    return Optional.empty();
  }
}
