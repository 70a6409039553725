package org.posthorn.trace.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What the log may tell of people.
 *
 * @param hashed whether addresses are written as hashes
 * @param key makes the same hash of an address on all servers and after a restart; empty for a key
 *     that is made anew at each start
 */
public record LogSettings(boolean hashed, Optional<String> key) {

  /**
   * Reads {@code posthorn.log.addresses} and {@code posthorn.log.address-key}.
   *
   * @throws IllegalArgumentException when a value cannot be
   */
  static LogSettings from(Config config) {
    String form = config.getOptionalValue("posthorn.log.addresses", String.class).orElse("plain");
    if (!form.equals("plain") && !form.equals("hashed")) {
      throw new IllegalArgumentException("posthorn.log.addresses must be plain or hashed.");
    }
    return new LogSettings(
        form.equals("hashed"), config.getOptionalValue("posthorn.log.address-key", String.class));
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    LogSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
