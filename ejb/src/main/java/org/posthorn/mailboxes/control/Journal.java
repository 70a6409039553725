package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.commit.boundary.GroupCommit;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.store.MailboxView;
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
  @Inject ChangeFeed feed;
  @Inject ContentStore contents;
  @PersistenceContext EntityManager entities;

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
      if (operations.stream().anyMatch(Operation::bringsContent)) {
        contents.sync();
      }
      failure = commit(operations);
      if (failure != null && operations.size() > 1) {
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

  /** Tries to commit; what it says went wrong the last time. */
  private @Nullable RuntimeException commit(List<Operation<?>> operations) {
    RuntimeException failure = null;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Batch batch = new Batch(views);
      try {
        transactions.run(() -> write(batch, operations));
        publish(batch);
        return null;
      } catch (RuntimeException e) {
        failure = e;
        LOG.log(
            attempt < TRIES ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
            "event=commit-failed operations=" + operations.size() + " attempt=" + attempt,
            e);
        refresh(batch); // another server may have been faster, or the commit is in doubt
      }
    }
    return failure;
  }

  private void write(Batch batch, List<Operation<?>> operations) {
    batch.remember(deliveredAmong(operations));
    for (Operation<?> operation : operations) {
      operation.prepare(batch);
    }
    batch.rows().forEach(entities::persist);
    batch.deliveries().forEach(entities::persist);
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
      snapshots.written(view, batch.rowsOf(view.mailboxId()));
      feed.changed(view.mailboxId());
    }
    for (long mailboxId : batch.deletedMailboxes()) {
      views.remove(mailboxId);
      feed.deleted(mailboxId);
    }
  }

  private void refresh(Batch batch) {
    try {
      batch.changedViews().forEach(view -> views.changedElsewhere(view.mailboxId()));
    } catch (RuntimeException databaseIsDown) {
      LOG.log(System.Logger.Level.DEBUG, "event=refresh-failed", databaseIsDown);
    }
  }
}
