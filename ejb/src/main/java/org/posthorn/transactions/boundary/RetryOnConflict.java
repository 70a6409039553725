package org.posthorn.transactions.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Runs work in a transaction, and again when somebody else has changed the same rows meanwhile: the
 * work then sees what they did, and says what there is to say about it.
 */
@ApplicationScoped
public class RetryOnConflict {
  private static final int TRIES = 8;
  private static final int PAUSE_MILLIS = 20;
  private static final int DEEPEST = 30;

  @Inject Transactions transactions;

  /**
   * The answer of the work, committed; empty when others were always faster.
   *
   * @param work may be called several times
   */
  public <T> Optional<T> call(Supplier<T> work) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return Optional.of(transactions.call(work));
      } catch (RuntimeException e) {
        if (!isContest(e)) {
          throw e;
        }
        pause(i);
      }
    }
    return Optional.empty();
  }

  private static void pause(int tries) {
    try {
      Thread.sleep(1 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * (tries + 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A version that has changed, a key that somebody else has taken, a deadlock that was broken, a
   * lock that was not to be had in time.
   */
  public static boolean isContest(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OptimisticLockException) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        // ISO 9075-2: integrity constraint, transaction rollback; PostgreSQL: lock_timeout
        return sql.getSQLState().startsWith("23")
            || sql.getSQLState().startsWith("40")
            || sql.getSQLState().equals("55P03");
      }
      cause = cause.getCause();
    }
    return false;
  }
}
