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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.posthorn.commit.boundary.GroupCommit;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.store.MailboxView;
import org.posthorn.threads.Background;
import org.posthorn.threads.Pulses;
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

  @Inject Transactions transactions;
  @Inject Views views;
  @Inject Snapshots snapshots;
  @Inject MailboxRows rows;
  @Inject ChangeFeed feed;
  @Inject ContentStore contents;
  @PersistenceContext EntityManager entities;

  private final RandomGenerator random = new SecureRandom();

  /**
   * Mailboxes of which it is not known what the last commit has done; only who leads touches it.
   */
  private final Set<Long> unsure = new HashSet<>();

  private final GroupCommit<Operation<?>> group = new GroupCommit<>(MAX_BATCH, this::commitOrFail);

  @Resource ManagedExecutorService executor;

  private Pulses.@Nullable Watch pulse;

  @PostConstruct
  void watch() {
    pulse = Pulses.watch("journal", asked -> Background.execute(executor, "pulse", turn(asked)));
  }

  /** Waits as everybody does, and writes nothing. */
  private Runnable turn(Runnable asked) {
    return () -> {
      run(List.of());
      asked.run();
    };
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
    group.commit(List.of(operation));
    return operation.outcome();
  }

  /** Does them with one commit; some may have failed when this returns: ask each. */
  void run(List<? extends Operation<?>> operations) {
    group.commit(List.copyOf(operations));
  }

  private void commitOrFail(List<Operation<?>> operations) {
    if (operations.isEmpty()) {
      return; // somebody only asks whether there is a writer
    }
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
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Batch batch = new Batch(views, random.nextLong());
      try {
        transactions.run(() -> write(batch, operations));
        publish(batch);
        return null;
      } catch (RuntimeException e) {
        failure = e;
        log(attempt, operations.size(), e);
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

  // What was in doubt must not stay unseen until another server or a client writes there.
  private void lookAgain() {
    for (Iterator<Long> mailboxes = unsure.iterator(); mailboxes.hasNext(); mailboxes.remove()) {
      views.changedElsewhere(mailboxes.next());
    }
  }

  private void write(Batch batch, List<Operation<?>> operations) {
    batch.remember(deliveredAmong(operations));
    for (Operation<?> operation : operations) {
      operation.prepare(batch);
    }
    batch.rows().forEach(entities::persist);
    batch.deliveries().forEach(entities::persist);
    entities.flush(); // what the database refuses, it refuses here, without doubt
    if (views.shared() && !batch.rows().isEmpty()) {
      rows.requireUnfolded(batch.firstChanges());
    }
    batch.planned();
  }

  private static void log(int attempt, int operations, RuntimeException cause) {
    LOG.log(
        attempt < TRIES || Outages.reason(cause).isPresent() // whoever is refused says that
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
