package org.posthorn.inbound;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.tls.ServerTls;
import org.posthorn.inbound.tls.TlsLayer;

/** What all connections share. */
final class Surroundings {
  private final Executor workers;
  private final ServerTls tls;
  private final LongSupplier nanoTime;
  private final AtomicLong sessions = new AtomicLong();

  Surroundings(Executor workers, ServerTls tls, LongSupplier nanoTime) {
    this.workers = workers;
    this.tls = tls;
    this.nanoTime = nanoTime;
  }

  Executor workers() {
    return workers;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  String nextSession() {
    return Long.toString(sessions.incrementAndGet(), Character.MAX_RADIX);
  }

  /** TLS for a new connection. */
  TlsLayer tls(ListenerSettings listener) {
    return tls.layer(workers, listener.role().forUsers());
  }

  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }
}
