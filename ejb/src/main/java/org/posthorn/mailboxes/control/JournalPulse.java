package org.posthorn.mailboxes.control;

import java.util.concurrent.Executor;
import org.posthorn.threads.Background;
import org.posthorn.threads.Pulses;

/** Lets readiness know whether the journal still has a writer: somebody takes a turn at it. */
final class JournalPulse {
  private final Pulses.Watch watch;

  /**
   * Asks from now on.
   *
   * @param turn waits as everybody does, and writes nothing
   */
  JournalPulse(Executor executor, Runnable turn) {
    watch =
        Pulses.watch("journal", asked -> Background.execute(executor, "pulse", take(turn, asked)));
  }

  private static Runnable take(Runnable turn, Runnable asked) {
    return () -> {
      try {
        turn.run();
      } finally {
        asked.run(); // it has had its turn
      }
    };
  }

  /** Asks no more. */
  void end() {
    watch.end();
  }
}
