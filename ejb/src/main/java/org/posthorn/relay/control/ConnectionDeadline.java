package org.posthorn.relay.control;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.posthorn.threads.Background;

/**
 * Closes a connection when what is done with it takes too long: a socket's own time limit starts
 * anew with each octet, and for writing there is none.
 */
final class ConnectionDeadline implements AutoCloseable {
  private static final long MOST_MILLIS = 1_000; // between two looks
  private static final long LEAST_MILLIS = 20;

  private final Socket socket;
  private final long end;
  private final Future<?> looks;
  private volatile long until;
  private volatile boolean over;

  /**
   * @param limit for all together
   */
  ConnectionDeadline(Socket socket, ScheduledExecutorService clock, Duration limit) {
    this.socket = socket;
    this.end = System.nanoTime() + limit.toNanos();
    this.until = end;
    long period = Math.min(MOST_MILLIS, Math.max(LEAST_MILLIS, limit.toMillis() / 4));
    this.looks = Background.every(clock, "relay-watch", this::look, Duration.ofMillis(period));
  }

  /** What is done next may take so long. */
  void next(Duration limit) {
    long now = System.nanoTime();
    long left = Math.min(end - now, limit.toNanos());
    until = now + left;
  }

  /** Whether something took too long. */
  boolean over() {
    return over;
  }

  private void look() {
    if (System.nanoTime() - until >= 0) {
      over = true;
      try {
        socket.close();
      } catch (IOException e) {
        looks.cancel(false); // it is as closed as it can be
      }
    }
  }

  @Override
  public void close() {
    looks.cancel(false);
  }
}
