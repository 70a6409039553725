package org.posthorn.inbound;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.tls.ServerTls;
import org.posthorn.inbound.tls.TlsLayer;

/** What all connections share. */
final class ListenerContext {
  private static final int MOST_REFUSING = 200;

  private final FairExecutor shares;
  private final ConnectionLimits limits;
  private final WaitingRoom waiting = new WaitingRoom();
  private final ServerTls tls;
  private final LongSupplier nanoTime;
  private static final AtomicLong SESSIONS = new AtomicLong(); // of all protocols alike
  private final AtomicInteger refusing = new AtomicInteger();

  ListenerContext(
      FairExecutor shares, ConnectionLimits limits, ServerTls tls, LongSupplier nanoTime) {
    this.shares = shares;
    this.limits = limits;
    this.tls = tls;
    this.nanoTime = nanoTime;
  }

  /** The workers, dealt out. */
  FairExecutor shares() {
    return shares;
  }

  /** The workers for those who are not let in. */
  Executor strangers() {
    return shares.of("refused");
  }

  /** Whether one more client may be told why it is turned away; {@link #refused()} follows. */
  boolean mayRefuse() {
    if (refusing.incrementAndGet() <= MOST_REFUSING) {
      return true;
    }
    refusing.decrementAndGet();
    return false;
  }

  /** Somebody was told. */
  void refused() {
    refusing.decrementAndGet();
  }

  ConnectionLimits limits() {
    return limits;
  }

  WaitingRoom waiting() {
    return waiting;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  String nextSession() {
    return Long.toString(SESSIONS.incrementAndGet(), Character.MAX_RADIX);
  }

  /** TLS for a new connection, whose handshake those workers do. */
  TlsLayer tls(ListenerSettings listener, Executor workers) {
    return tls.layer(workers, listener.role().forUsers());
  }

  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }
}
