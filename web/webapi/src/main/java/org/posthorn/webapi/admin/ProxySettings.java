package org.posthorn.webapi.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.net.Networks;

/**
 * Who stands between clients and this server.
 *
 * @param trusted the proxies that are believed when they say whom they speak for
 */
public record ProxySettings(Networks trusted) {
  /** The proxies. */
  static final String TRUSTED = "posthorn.http.trusted-proxies";

  /**
   * Reads {@link #TRUSTED}.
   *
   * @throws IllegalArgumentException with a sentence for the operator when the value is wrong
   */
  static ProxySettings from(Config config) {
    try {
      return new ProxySettings(
          Networks.parse(config.getOptionalValue(TRUSTED, String.class).orElse("")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(TRUSTED + " " + e.getMessage() + ".", e);
    }
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    ProxySettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
