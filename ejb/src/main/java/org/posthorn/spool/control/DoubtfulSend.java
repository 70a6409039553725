package org.posthorn.spool.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the broker broke while an order was sent, and nobody can say whether it
 * arrived. Those that were sent with it are sent again, too, each under its number, of which the
 * broker takes one only; meanwhile those who brought it wait, because a refusal might double their
 * mail.
 */
final class DoubtfulSend extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE_MILLIS = 500;

  private final transient List<Order> orders;
  private final transient Consumer<List<Order>> again;
  private boolean known;
  private @Nullable RuntimeException outcome;

  /** By whom it is sent again; that throws when it was in vain. */
  DoubtfulSend(List<Order> orders, Consumer<List<Order>> again, Throwable cause) {
    super("the broker may have it", cause);
    this.orders = orders;
    this.again = again;
  }

  /**
   * Finds out; whoever comes first does the work for the others.
   *
   * @throws RuntimeException when it was not possible in half a minute; the doubt is left
   */
  synchronized void resolve() {
    if (!known) {
      outcome = insist();
      known = true;
    }
    if (outcome != null) {
      throw new IllegalStateException("it is in doubt whether the broker has it", outcome);
    }
  }

  private @Nullable RuntimeException insist() {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        again.accept(orders);
        return null;
      } catch (RuntimeException e) {
        if (System.nanoTime() >= end || !paused()) {
          return e;
        }
      }
    }
  }

  private static boolean paused() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
