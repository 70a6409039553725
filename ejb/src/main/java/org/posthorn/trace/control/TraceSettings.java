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
 */
public record TraceSettings(Duration keep) {

  /**
   * Reads {@code posthorn.trace.keep}.
   *
   * @throws IllegalArgumentException when it is negative
   */
  static TraceSettings from(Config config) {
    Duration keep =
        config.getOptionalValue("posthorn.trace.keep", Duration.class).orElse(Duration.ofDays(90));
    if (keep.isNegative()) {
      throw new IllegalArgumentException("posthorn.trace.keep must not be negative");
    }
    return new TraceSettings(keep);
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
