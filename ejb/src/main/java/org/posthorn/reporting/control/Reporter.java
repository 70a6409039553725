package org.posthorn.reporting.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Who reports to other domains.
 *
 * @param hostName of this installation, in A-labels
 */
public record Reporter(String hostName) {

  static Reporter from(Config config) {
    return new Reporter(
        config
            .getOptionalValue("posthorn.host-name", String.class)
            .filter(name -> !name.isBlank())
            .orElseGet(Reporter::machine));
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    Reporter reporter() {
      return from(ConfigProvider.getConfig());
    }
  }
}
