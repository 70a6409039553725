package org.posthorn.reports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.kernel.Address;

/**
 * To which addresses reports come, and how many are kept.
 *
 * @param addresses by their {@link Address#lookupKey}
 * @param mostPerDay of each reporter
 */
public record ReportIntake(Set<String> addresses, int mostPerDay) {
  private static final int MOST_PER_DAY = 1_000;

  public ReportIntake {
    addresses = Set.copyOf(addresses);
  }

  /**
   * Reads {@code posthorn.reports.addresses} and {@code posthorn.reports.reporter-limit}.
   *
   * @throws IllegalArgumentException when a value cannot be
   */
  static ReportIntake from(Config config) {
    String text = config.getOptionalValue("posthorn.reports.addresses", String.class).orElse("");
    int most =
        config
            .getOptionalValue("posthorn.reports.reporter-limit", Integer.class)
            .orElse(MOST_PER_DAY);
    if (most < 1) {
      throw new IllegalArgumentException("posthorn.reports.reporter-limit must be at least 1");
    }
    return new ReportIntake(
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .map(
                each ->
                    Address.parse(each)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "posthorn.reports.addresses: " + each + " is no address")))
            .map(Address::lookupKey)
            .collect(Collectors.toSet()),
        most);
  }

  /** Whether one of them is such an address. */
  public boolean has(List<Address> recipients) {
    return !addresses.isEmpty()
        && recipients.stream().anyMatch(each -> addresses.contains(each.lookupKey()));
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    @Singleton
    ReportIntake intake() {
      return from(ConfigProvider.getConfig());
    }
  }
}
