package org.posthorn.checks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;
import org.posthorn.net.Networks;

/**
 * How mail of other servers is checked.
 *
 * @param exempt clients whose mail is not checked: what they pass on comes from elsewhere
 * @param enforced whether policies of authors' domains are followed, or only told
 * @param discovery how organizations are found
 * @param sealers domains whose word about how mail came to them is taken, in A-labels
 */
public record CheckSettings(
    Networks exempt, boolean enforced, DmarcDiscovery discovery, Set<String> sealers) {

  public CheckSettings {
    sealers = Set.copyOf(sealers);
  }

  static CheckSettings from(Config config) {
    return new CheckSettings(
        exempt(config.getOptionalValue("posthorn.checks.exempt", String.class)),
        word(config, "posthorn.checks.dmarc", "enforce", "report").equals("enforce"),
        DmarcDiscovery.valueOf(
            word(config, "posthorn.checks.organizations", "tree-walk", "public-suffix-list")
                .toUpperCase(Locale.ROOT)
                .replace('-', '_')),
        Stream.of(text(config, "posthorn.checks.trusted-sealers").orElse("").split(","))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet()));
  }

  // "none" means none: MicroProfile Config takes an empty value for no value
  private static Networks exempt(Optional<String> text) {
    String networks = text.map(String::strip).orElse("");
    if (networks.isEmpty()) {
      return Networks.LOOPBACK;
    }
    return networks.equals("none") ? Networks.NONE : Networks.parse(networks);
  }

  private static String word(Config config, String key, String first, String second) {
    String word = text(config, key).orElse(first);
    if (!word.equals(first) && !word.equals(second)) {
      throw new IllegalArgumentException(key + " must be " + first + " or " + second);
    }
    return word;
  }

  private static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    CheckSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
