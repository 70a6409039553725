package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.posthorn.commit.boundary.GroupCommit;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Statistics;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.store.MailboxView;
import org.posthorn.transactions.boundary.Contested;
import org.posthorn.transactions.boundary.Outages;
import org.posthorn.transactions.boundary.Transactions;

/**
 * The one writer of mailboxes on this server. Operations that wait at the same moment are planned
 * one after the other, made durable by one sync of the content and one commit, and then all
 * answered. The thread of one of them leads the batch; the others wait.
 */
@ApplicationScoped
public class Journal {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());
  private static final int MAX_BATCH = 256;
  private static final int TRIES = 3;

  private static final int MOST_TRIES = 50;
  private static final long PAUSE_MILLIS = 20;

  /** So long a contest with other servers goes on before somebody is refused for it. */
  private static final long CONTEST_NANOS = Duration.ofSeconds(10).toNanos();

  @Inject Transactions transactions;
  @Inject Views views;
  @Inject Snapshots snapshots;
  @Inject MailboxRows rows;
  @Inject MailboxLocks locks;
  @Inject ChangeFeed feed;
  @Inject ContentStore contents;
  @PersistenceContext EntityManager entities;

  private final RandomGenerator random = new SecureRandom();

  /**
   * Mailboxes of which it is not known what the last commit has done; only who leads touches it.
   */
  private final Set<Long> unsure = new HashSet<>();

  private final GroupCommit<Operation<?>> group = new GroupCommit<>(MAX_BATCH, this::commitOrFail);

  /**
   * Does it; durable when this returns.
   *
   * @throws StorageException when the database or disk failed
   */
  <T> T run(Operation<T> operation) {
    group.commit(List.of(operation));
    return operation.outcome();
  }

  /** Does them with one commit; some may have failed when this returns: ask each. */
  void run(List<? extends Operation<?>> operations) {
    group.commit(List.copyOf(operations));
  }

  private void commitOrFail(List<Operation<?>> operations) {
    RuntimeException failure = null;
    try {
      long[] brought = operations.stream().flatMapToLong(Operation::newContent).toArray();
      if (brought.length > 0) {
        contents.sync(brought);
      }
      lookAgain();
      failure = commit(operations);
      if (failure != null && !(failure instanceof CommitInDoubt) && operations.size() > 1) {
        for (Operation<?> alone : operations) { // one that cannot be done must not stop the others
          alone.complete(commit(List.of(alone)));
        }
        return;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Operation<?> operation : operations) {
      operation.complete(failure);
    }
  }

  /**
   * Tries to commit; what it says went wrong the last time. A commit that broke off is tried again
   * only when it is known that it did not happen.
   */
  private @Nullable RuntimeException commit(List<Operation<?>> operations) {
    RuntimeException failure = null;
    Doubts doubts = new Doubts();
    long end = System.nanoTime() + CONTEST_NANOS;
    for (int attempt = 1; attempt <= TRIES || contest(failure, attempt, end); attempt++) {
      Batch batch = new Batch(views, random.nextLong());
      try {
        load(operations);
        transactions.run(() -> write(batch, operations));
        publish(batch);
        return null;
      } catch (RuntimeException e) {
        failure = e;
        told(attempt, operations.size(), e);
      }
      doubts.add(batch, operations);
      try {
        Optional<Batch> committed = transactions.call(() -> doubts.committed(rows));
        if (committed.isPresent()) {
          publish(committed.get());
          return null;
        }
        refresh(batch); // another server may have been faster
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "event=refresh-failed", e);
        if (doubts.any()) {
          batch.changedViews().forEach(view -> unsure.add(view.mailboxId()));
          return new CommitInDoubt(e);
        }
        return failure; // the database is away: nobody waits for it
      }
    }
    return failure;
  }

  /** Before the transaction, so that there is none within it. */
  private void load(List<Operation<?>> operations) {
    operations.stream().flatMap(each -> each.mailboxes().stream()).distinct().forEach(views::local);
  }

  // What was in doubt must not stay unseen until another server or a client writes there.
  private void lookAgain() {
    for (Iterator<Long> mailboxes = unsure.iterator(); mailboxes.hasNext(); mailboxes.remove()) {
      views.changedElsewhere(mailboxes.next());
    }
  }

  private void write(Batch batch, List<Operation<?>> operations) {
    boolean locked = views.shared() && catchUp(batch, operations);
    batch.remember(deliveredAmong(operations));
    for (Operation<?> operation : operations) {
      operation.prepare(batch);
    }
    batch.rows().forEach(entities::persist);
    batch.deliveries().forEach(entities::persist);
    entities.flush(); // what the database refuses, it refuses here, without doubt
    if (views.shared() && !locked && !batch.rows().isEmpty()) {
      rows.requireUnfolded(batch.firstChanges());
    }
    batch.planned();
  }

  /** Where servers of before write, too, another one may have taken the same place of the log. */
  private static boolean contest(@Nullable RuntimeException failure, int attempt, long end) {
    if (failure == null || !Contested.isContest(failure) || attempt > MOST_TRIES) {
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return System.nanoTime() < end;
  }

  /**
   * Looks what other servers have done to the mailboxes, and keeps them from doing more until the
   * commit; false when the database has no locks for that.
   */
  private boolean catchUp(Batch batch, List<Operation<?>> operations) {
    SortedSet<Long> changed =
        operations.stream()
            .flatMap(each -> each.mailboxes().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    boolean locked = locks.lock(changed);
    Map<Long, Long> last = changed.isEmpty() ? Map.of() : rows.lastChanges(changed);
    for (long mailbox : changed) {
      Optional<MailboxView> known = views.inMemory(mailbox);
      if (!last.containsKey(mailbox)) {
        batch.lost(mailbox);
      } else if (known.isEmpty()) {
        rows.load(mailbox).ifPresent(found -> batch.found(found.view()));
      } else if (known.get().highestModSeq() < last.get(mailbox)) {
        batch.found(rows.catchUp(known.get()));
      }
    }
    return locked;
  }

  private void told(int attempt, int operations, RuntimeException cause) {
    boolean contest = Contested.isContest(cause);
    if (contest) {
      Statistics.of("mailbox_conflicts").increment();
    }
    boolean outage = Outages.reason(cause).isPresent();
    if (outage) {
      views.suspectAll();
    }
    LOG.log(
        attempt < TRIES || contest || outage // whoever is refused says that
            ? System.Logger.Level.DEBUG
            : System.Logger.Level.WARNING,
        "event=commit-failed operations=" + operations + " attempt=" + attempt,
        cause);
  }

  private List<Delivered.Key> deliveredAmong(List<Operation<?>> operations) {
    List<String> ids =
        operations.stream()
            .filter(DeliverOperation.class::isInstance)
            .map(operation -> ((DeliverOperation) operation).arrival().deliveryId())
            .distinct()
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    return entities
        .createNamedQuery(Delivered.AMONG, Object[].class)
        .setParameter("deliveries", ids)
        .getResultStream()
        .map(row -> new Delivered.Key((String) row[0], (long) row[1]))
        .toList();
  }

  private void publish(Batch batch) {
    batch.found().forEach(views::publish);
    batch.lost().forEach(views::remove);
    for (MailboxView view : batch.changedViews()) {
      views.publish(view);
      snapshots.written(view, batch.effortOf(view.mailboxId()));
      feed.changed(view.mailboxId());
    }
    for (long mailboxId : batch.deletedMailboxes()) {
      views.remove(mailboxId);
      snapshots.forget(mailboxId);
      feed.deleted(mailboxId);
    }
  }

  private void refresh(Batch batch) {
    batch.changedViews().forEach(view -> views.changedElsewhere(view.mailboxId()));
  }
}
