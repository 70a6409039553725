package org.posthorn.spool.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the broker broke while orders were sent, or the broker took too long to answer,
 * and nobody can say whether they arrived. All that were sent together are sent again: a remote
 * broker takes one only of each number, and whoever gets one twice sees by its id that it is done.
 * Meanwhile those who brought them wait, because a refusal might double their mail. RFC 5321
 * §4.5.3.2.6 gives us ten minutes.
 */
final class UncertainSend extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final long PATIENCE = Duration.ofSeconds(90).toNanos();
  private static final long PAUSE_MILLIS = 500;

  private final transient List<OrderMessage> orders;
  private final transient Consumer<List<OrderMessage>> again;
  private final transient BooleanSupplier closing;
  private boolean known;
  private @Nullable RuntimeException outcome;

  /**
   * Made by whoever sent it.
   *
   * @param again sends it again; throws when that was in vain
   * @param closing whether this server stops
   */
  UncertainSend(
      List<OrderMessage> orders,
      Consumer<List<OrderMessage>> again,
      BooleanSupplier closing,
      Throwable cause) {
    super("the broker may have it", cause);
    this.orders = orders;
    this.again = again;
    this.closing = closing;
  }

  /**
   * Finds out; whoever comes first does the work for the others.
   *
   * @throws RuntimeException when it was not possible in one and a half minutes; the doubt is left
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
        if (System.nanoTime() - end >= 0 || closing.getAsBoolean() || !paused()) {
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
