package org.posthorn.trace.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How long it is remembered what happened to messages.
 *
 * @param keep none: nothing is written
 * @param maxRows where there are more, the oldest go early
 */
public record TraceSettings(Duration keep, long maxRows) {
  private static final long MAX_ROWS = 20_000_000;

  /**
   * Reads {@code posthorn.trace.keep} and {@code posthorn.trace.max-rows}.
   *
   * @throws IllegalArgumentException when one is negative
   */
  static TraceSettings from(Config config) {
    Duration keep =
        config.getOptionalValue("posthorn.trace.keep", Duration.class).orElse(Duration.ofDays(90));
    if (keep.isNegative()) {
      throw new IllegalArgumentException("posthorn.trace.keep must not be negative");
    }
    long maxRows = config.getOptionalValue("posthorn.trace.max-rows", Long.class).orElse(MAX_ROWS);
    if (maxRows < 0) {
      throw new IllegalArgumentException("posthorn.trace.max-rows must not be negative");
    }
    return new TraceSettings(keep, maxRows);
  }

  /** Whether anything is written. */
  public boolean on() {
    return !keep.isZero();
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    TraceSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
