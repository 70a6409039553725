package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.net.Networks;

/**
 * What the configuration says of the filter.
 *
 * @param enabled whether there is one
 * @param trusted clients whose mail is never refused by it
 */
public record FilterConfig(boolean enabled, Networks trusted) {

  static FilterConfig from(Config config) {
    Optional<String> text = config.getOptionalValue("posthorn.filter.trusted", String.class);
    String networks = text.map(String::strip).orElse("");
    return new FilterConfig(
        config.getOptionalValue("posthorn.filter.enabled", Boolean.class).orElse(true),
        networks.isEmpty()
            ? Networks.LOOPBACK
            : networks.equals("none") ? Networks.NONE : Networks.parse(networks));
  }

  /** Hands it to those who need it. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    FilterConfig config() {
      return from(ConfigProvider.getConfig());
    }
  }
}
