package org.posthorn.reception.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.net.Networks;

/**
 * Clients that send mail to anybody without logging in: printers, scanners, programs.
 *
 * @param networks where they are
 * @param mostPerDay recipients elsewhere, for each address
 */
public record HouseClientSettings(Networks networks, int mostPerDay) {
  private static final int MOST_PER_DAY = 1000;

  /**
   * Reads {@code posthorn.relay.networks} and {@code posthorn.relay.network-limit}.
   *
   * @throws IllegalArgumentException when a value cannot be
   */
  static HouseClientSettings from(Config config) {
    int most =
        config.getOptionalValue("posthorn.relay.network-limit", Integer.class).orElse(MOST_PER_DAY);
    if (most < 1) {
      throw new IllegalArgumentException("posthorn.relay.network-limit must be at least 1");
    }
    return new HouseClientSettings(
        config
            .getOptionalValue("posthorn.relay.networks", String.class)
            .map(Networks::parse)
            .orElse(Networks.NONE),
        most);
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    HouseClientSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
