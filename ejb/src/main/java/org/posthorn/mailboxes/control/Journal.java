package org.posthorn.mailboxes.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.posthorn.commit.boundary.GroupCommit;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.events.boundary.MailboxChanged;
import org.posthorn.events.boundary.Observers;
import org.posthorn.kernel.Statistics;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.transactions.boundary.RetryOnConflict;
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
  private static final int DEEPEST = 30;

  /** Messages of an operation for which others need not wait longer. */
  private static final int LIGHT = 100;

  /** Octets of new content that are made durable before others wait for it. */
  private static final int MUCH = 1 << 20;

  private static final int MOST_TRIES = 50;
  private static final long PAUSE_MILLIS = 20;

  /** So long a contest with other servers goes on before somebody is refused for it. */
  private static final long CONTEST_NANOS = Duration.ofSeconds(10).toNanos();

  @Inject Transactions transactions;
  @Inject Views views;
  @Inject Snapshots snapshots;
  @Inject MailboxRows rows;
  @Inject ChangeNumbers numbers;
  @Inject ParcelRows parcels;
  @Inject MailboxTurns turns;
  @Inject ChangeFeed feed;
  @Inject Observers observers;
  @Inject ContentStore contents;
  @PersistenceContext EntityManager entities;

  @Inject
  @ConfigProperty(name = "posthorn.store.max-messages", defaultValue = "1000000")
  int maxMessages;

  private final RandomGenerator random = new SecureRandom();

  /**
   * Mailboxes of which it is not known what the last commit has done; only who leads touches it.
   */
  private final Set<Long> unsure = new HashSet<>();

  private final GroupCommit<Operation<?>> group =
      new GroupCommit<>(MAX_BATCH, operation -> operation.weight() > LIGHT, this::commitOrFail);

  @Resource ManagedExecutorService executor;

  private @Nullable JournalPulse pulse;

  @PostConstruct
  void watch() {
    pulse = new JournalPulse(executor, () -> group.commit(List.of()));
  }

  @PreDestroy
  void unwatch() {
    if (pulse != null) {
      pulse.end();
    }
  }

  /**
   * Does it; durable when this returns.
   *
   * @throws StorageException when the database or disk failed
   */
  <T> T run(Operation<T> operation) {
    run(List.of(operation));
    return operation.outcome();
  }

  /** Whether a mailbox may have so many messages more. */
  boolean fit(MailboxView mailbox, long messages) {
    return messages <= maxMessages - mailbox.size();
  }

  /** Does them with one commit; some may have failed when this returns: ask each. */
  void run(List<? extends Operation<?>> operations) {
    List<Operation<?>> ready = new ArrayList<>(operations.size());
    for (Operation<?> operation : operations) {
      if (ready(operation)) {
        ready.add(operation);
      }
    }
    if (!ready.isEmpty()) {
      group.commit(ready);
    }
  }

  // What takes long is done by who needs it, not while others wait for the writer.
  private boolean ready(Operation<?> operation) {
    try {
      if (operation.newOctets() > MUCH) {
        contents.sync(operation.newContent().toArray());
      }
      operation.mailboxes().forEach(views::local);
      return true;
    } catch (RuntimeException e) {
      operation.complete(e);
      return false;
    }
  }

  private void commitOrFail(List<Operation<?>> operations) {
    if (operations.isEmpty()) {
      return; // somebody only asks whether there is a writer
    }
    List<Operation<?>> durable;
    try {
      durable = durable(operations);
    } catch (Throwable e) {
      operations.forEach(operation -> operation.complete(e));
      return;
    }
    if (!durable.isEmpty()) {
      commitAll(durable);
    }
  }

  /**
   * Those whose new content is durable. The others have failed: content that is lost, or was
   * written too long ago, does not stop those who happen to come at the same moment.
   */
  private List<Operation<?>> durable(List<Operation<?>> operations) {
    try {
      sync(operations);
      return operations;
    } catch (RuntimeException some) {
      LOG.log(System.Logger.Level.DEBUG, "event=content-not-durable", some);
    }
    List<Operation<?>> durable = new ArrayList<>(operations.size());
    for (Operation<?> alone : operations) {
      try {
        sync(List.of(alone));
        durable.add(alone);
      } catch (RuntimeException e) {
        alone.complete(e);
      }
    }
    return durable;
  }

  private void sync(List<Operation<?>> operations) {
    long[] brought = operations.stream().flatMapToLong(Operation::newContent).toArray();
    if (brought.length > 0) {
      contents.sync(brought);
    }
  }

  private void commitAll(List<Operation<?>> operations) {
    Throwable failure;
    try {
      lookAgain();
      failure = commit(operations);
    } catch (Throwable e) {
      failure = e;
    }
    boolean apart =
        failure != null
            && !(failure instanceof CommitInDoubt)
            && operations.size() > 1
            && Outage.unreachable(failure).isEmpty();
    boolean fatal = failure != null && isError(failure);
    if (apart && (!fatal || operations.stream().anyMatch(Operation::broke))) {
      for (Operation<?> alone : operations) { // one that cannot be done must not stop the others
        alone.complete(alone.broke() ? failure : commitAlone(alone));
      }
      return;
    }
    for (Operation<?> operation : operations) {
      operation.complete(failure);
    }
  }

  private @Nullable Throwable commitAlone(Operation<?> operation) {
    try {
      return commit(List.of(operation));
    } catch (Throwable e) {
      return e;
    }
  }

  /** Whether an Error is behind it, which the container may have put into an exception. */
  private static boolean isError(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof Error) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * Tries to commit; what it says went wrong the last time. A commit that broke off is tried again
   * only when it is known that it did not happen, and never after an Error: what has taken all
   * memory once would do so again.
   */
  private @Nullable Throwable commit(List<Operation<?>> operations) {
    Throwable failure = null;
    Doubts doubts = new Doubts();
    long end = System.nanoTime() + CONTEST_NANOS;
    for (int attempt = 1; attempt <= TRIES || contest(failure, attempt, end); attempt++) {
      Batch batch = new Batch(now(operations), random.nextLong(), maxMessages);
      try {
        transactions.run(() -> write(batch, operations, doubts));
        publish(batch);
        return null;
      } catch (Throwable e) {
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
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.DEBUG, "event=refresh-failed", e);
        return doubts.any()
            ? inDoubt(operations, e)
            : failure; // the database is away: nobody waits
      }
      if (isError(failure)) {
        break;
      }
    }
    return failure != null && doubts.any() ? inDoubt(operations, failure) : failure;
  }

  private CommitInDoubt inDoubt(List<Operation<?>> operations, Throwable cause) {
    operations.forEach(operation -> unsure.addAll(operation.mailboxes()));
    return new CommitInDoubt(cause);
  }

  /** The views of all mailboxes that are needed, before there is a transaction. */
  private Map<Long, Optional<MailboxView>> now(List<Operation<?>> operations) {
    Map<Long, Optional<MailboxView>> now = new HashMap<>();
    for (Operation<?> operation : operations) {
      operation.mailboxes().forEach(mailbox -> now.computeIfAbsent(mailbox, views::local));
    }
    return now;
  }

  // What was in doubt must not stay unseen until another server or a client writes there.
  private void lookAgain() {
    for (Iterator<Long> mailboxes = unsure.iterator(); mailboxes.hasNext(); mailboxes.remove()) {
      views.changedElsewhere(mailboxes.next());
    }
  }

  private void write(Batch batch, List<Operation<?>> operations, Doubts doubts) {
    boolean locked = views.shared() && turns.begin(batch, operations);
    if (locked && doubts.committed(rows).isPresent()) { // it ended while we waited for the lock
      throw new IllegalStateException("an earlier try was committed after all");
    }
    batch.remember(deliveredAmong(operations));
    for (Operation<?> operation : operations) {
      operation.prepare(batch);
    }
    numbers.number(batch.rows());
    batch.rows().forEach(entities::persist);
    batch.deliveries().forEach(entities::persist);
    entities.flush(); // what the database refuses, it refuses here, without doubt
    if (views.shared() && !locked && !batch.rows().isEmpty()) { // now that the rows are locked
      rows.requireUnfolded(batch.firstChanges());
      rows.requireMailboxes(batch.firstChanges().keySet());
    }
    batch.parcels().forEach(parcels::requireWhole);
    fire(batch);
    batch.planned();
  }

  // Within the transaction: when the commit fails, nothing of it was true.
  private void fire(Batch batch) {
    batch.events().forEach(observers::delivered);
    for (MailboxView view : batch.changedViews()) {
      observers.changed(() -> new MailboxChanged(view.mailboxId(), view.highestModSeq()));
    }
  }

  /** Where servers of before write, too, another one may have taken the same place of the log. */
  private static boolean contest(@Nullable Throwable failure, int attempt, long end) {
    if (failure == null || !RetryOnConflict.isContest(failure) || attempt > MOST_TRIES) {
      return false;
    }
    boolean interrupted = Thread.interrupted(); // one client that hangs up is not all of the batch
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return System.nanoTime() - end < 0;
  }

  private void told(int attempt, int operations, Throwable cause) {
    boolean contest = RetryOnConflict.isContest(cause);
    if (contest) {
      Statistics.of("mailbox_conflicts").increment();
    }
    boolean outage = Outage.unreachable(cause).isPresent();
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
      tell(
          view.mailboxId(),
          () -> {
            views.publish(view);
            snapshots.written(view, batch.effortOf(view.mailboxId()));
            feed.changed(view.mailboxId());
          });
    }
    for (long mailboxId : batch.deletedMailboxes()) {
      tell(
          mailboxId,
          () -> {
            views.remove(mailboxId);
            snapshots.forget(mailboxId);
            feed.deleted(mailboxId);
          });
    }
  }

  // What is committed has succeeded, whatever becomes of the news.
  private void tell(long mailboxId, Runnable news) {
    try {
      news.run();
    } catch (Throwable e) {
      unsure.add(mailboxId);
      LOG.log(System.Logger.Level.ERROR, "event=change-not-published mailbox=" + mailboxId, e);
    }
  }

  private void refresh(Batch batch) {
    batch.changedViews().forEach(view -> views.changedElsewhere(view.mailboxId()));
  }
}
