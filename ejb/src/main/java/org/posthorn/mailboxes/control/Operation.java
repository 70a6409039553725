package org.posthorn.mailboxes.control;

import java.util.Set;
import java.util.stream.LongStream;
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

  /** The ids of content that has to be durable before the commit. */
  LongStream newContent() {
    return LongStream.empty();
  }

  /** The mailboxes that {@link #plan} looks at. */
  abstract Set<Long> mailboxes();

  /** Puts its changes into the batch and says what will have come of it. */
  abstract T plan(Batch batch);

  final void prepare(Batch batch) {
    result = plan(batch);
  }

  /** Sets the outcome again to what it is now. */
  final Runnable outcomeSoFar() {
    T planned = result;
    return () -> result = planned;
  }

  final void complete(@Nullable RuntimeException cause) {
    failure = cause;
  }

  /** What came of it; an exception of the storage is thrown. */
  final T outcome() {
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
