package org.posthorn.inbound;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.posthorn.inbound.tls.ServerTls;

/** What all connections share. */
final class Surroundings {
  private static final long HANDSHAKE_SECONDS = 60;

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

  ServerTls tls() {
    return tls;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  String nextSession() {
    return Long.toString(sessions.incrementAndGet(), Character.MAX_RADIX);
  }

  /** Speaks TLS; public-key operations run on the workers. */
  SslHandler handler(Channel channel) {
    SslHandler handler = new SslHandler(tls.engine(), false, workers);
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return handler;
  }

  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }
}
