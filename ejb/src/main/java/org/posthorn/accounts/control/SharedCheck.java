package org.posthorn.accounts.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;

/**
 * One computation for all who wait with the same user and password: a program that opens five
 * connections costs one. Thread-safe.
 */
final class SharedCheck {
  private final Optional<Entry> entry;
  private final Optional<String> prepared;
  private final List<Waiter> waiters = new ArrayList<>(1);
  private boolean begun;
  private boolean queued;
  private boolean preferred;

  /**
   * Somebody who waits.
   *
   * @param known whether the account has logged in from there lately
   */
  record Waiter(LoginAttempt attempt, boolean known, CompletableFuture<Admission> answer) {}

  /**
   * A check that nobody waits for yet.
   *
   * @param entry whom the password is compared with, if there is somebody who may log in
   * @param prepared the password, if it can be one
   */
  SharedCheck(Optional<Entry> entry, Optional<String> prepared) {
    this.entry = entry;
    this.prepared = prepared;
  }

  Optional<Entry> entry() {
    return entry;
  }

  Optional<String> prepared() {
    return prepared;
  }

  /** Waits for it; answers false when it has begun already. */
  synchronized boolean join(Waiter waiter) {
    return !begun && waiters.add(waiter);
  }

  /** Whether it has to be queued for this waiter: it is new, or goes into a better lane. */
  synchronized boolean queuesFor(Waiter waiter) {
    boolean first = !queued; // whoever asks first, which need not be who has joined first
    boolean better = waiter.known() && !preferred;
    queued = true;
    preferred |= waiter.known();
    return first || better;
  }

  /** Begins: those who wait and have not gone; none when it has begun before. */
  synchronized List<Waiter> begin() {
    if (begun) {
      return List.of();
    }
    begun = true;
    return waiters.stream().filter(waiter -> !waiter.answer().isDone()).toList();
  }
}
