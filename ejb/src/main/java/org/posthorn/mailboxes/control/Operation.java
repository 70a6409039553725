package org.posthorn.mailboxes.control;

import org.jspecify.annotations.Nullable;

/**
 * Something to be done to mailboxes, waiting for its batch. Planned by the thread that leads the
 * batch, maybe again when the commit met another server's.
 *
 * @param <T> what comes of it
 */
abstract class Operation<T> {
  private @Nullable T result;
  private @Nullable RuntimeException failure;
  private boolean done;
  private boolean leading;

  /** Whether its content has to be made durable before the commit. */
  abstract boolean bringsContent();

  /** Puts its changes into the batch and says what will have come of it. */
  abstract T plan(Batch batch);

  final void prepare(Batch batch) {
    result = plan(batch);
  }

  final synchronized void complete(@Nullable RuntimeException cause) {
    failure = cause;
    done = true;
    notifyAll();
  }

  /** Its thread is to lead the next batch. */
  final synchronized void lead() {
    leading = true;
    notifyAll();
  }

  /** Waits until it is done (false) or its thread is to lead (true). */
  final synchronized boolean awaitTurn() {
    boolean interrupted = false;
    while (!done && !leading) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // the commit goes on; its outcome must not get lost
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !done;
  }

  /** What came of it; an exception of the storage is thrown. */
  final synchronized T outcome() {
    if (failure != null) {
      throw new StorageException(failure);
    }
    T value = result;
    if (value == null) {
      throw new IllegalStateException("not planned");
    }
    return value;
  }
}
