package org.posthorn.tlsreports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Which reports are sent.
 *
 * @param which {@code failures}: of days on which something failed; {@code all}; {@code off}
 */
public record ReportSettings(String which) {
  public ReportSettings {
    if (!which.matches("failures|all|off")) {
      throw new IllegalArgumentException("posthorn.relay.tls-reports must be failures, all or off");
    }
  }

  static ReportSettings from(Config config) {
    return new ReportSettings(
        config.getOptionalValue("posthorn.relay.tls-reports", String.class).orElse("failures"));
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    ReportSettings reportSettings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
