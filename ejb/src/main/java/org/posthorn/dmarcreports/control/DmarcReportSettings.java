package org.posthorn.dmarcreports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;

/**
 * Which aggregate reports are sent.
 *
 * @param sent whether any are
 * @param excluded addresses, by their {@link Address#lookupKey}, that get none, and domains about
 *     which, and to which, none are sent
 * @param discovery how organizations are found
 */
public record DmarcReportSettings(boolean sent, Set<String> excluded, DmarcDiscovery discovery) {
  private static final String SENT = "posthorn.reports.dmarc";
  private static final String EXCLUDED = "posthorn.reports.dmarc-excluded";

  public DmarcReportSettings {
    excluded = Set.copyOf(excluded);
  }

  static DmarcReportSettings from(Config config) {
    String sent = text(config, SENT).orElse("on");
    if (!sent.matches("on|off")) {
      throw new IllegalArgumentException(SENT + " must be on or off");
    }
    return new DmarcReportSettings(
        sent.equals("on"),
        Arrays.stream(text(config, EXCLUDED).orElse("").split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .map(DmarcReportSettings::normal)
            .collect(Collectors.toSet()),
        text(config, "posthorn.checks.organizations").orElse("").equals("public-suffix-list")
            ? DmarcDiscovery.PUBLIC_SUFFIX_LIST
            : DmarcDiscovery.TREE_WALK);
  }

  private static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).map(String::strip);
  }

  private static String normal(String text) {
    Optional<String> known =
        text.indexOf('@') > 0
            ? Address.parse(text).map(Address::lookupKey)
            : Address.parse("postmaster@" + text).map(Address::asciiDomain);
    return known.orElseThrow(
        () ->
            new IllegalArgumentException(
                EXCLUDED + ": \"" + text + "\" is no address and no domain"));
  }

  /** Whether reports about a domain, in A-labels, are left out: it or one above it is excluded. */
  boolean excludes(String domain) {
    for (String each = domain; !each.isEmpty(); ) {
      if (excluded.contains(each)) {
        return true;
      }
      int dot = each.indexOf('.');
      each = dot < 0 ? "" : each.substring(dot + 1);
    }
    return false;
  }

  /** Whether an address gets none. */
  boolean excludes(Address to) {
    return excluded.contains(to.lookupKey()) || excludes(to.asciiDomain());
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    DmarcReportSettings dmarcReportSettings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
