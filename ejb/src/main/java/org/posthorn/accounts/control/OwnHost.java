package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.kernel.Address;

/**
 * The name that this server has for others, and under which somebody must be reached.
 *
 * @param domain in its normal form; need not be a domain that mail is taken for
 */
public record OwnHost(String domain) {
  /**
   * Reports are sent in the name of the last, so it may get answers. RFC 5321 §4.5.1, RFC 2142 §4.
   */
  private static final Set<String> ROLES = Set.of("postmaster", "abuse", "mailer-daemon");

  /** Whether mail for the address concerns the one who looks after this host. */
  public boolean hasRole(Address address) {
    return address.domain().equals(domain)
        && ROLES.contains(address.localPart().toLowerCase(Locale.ROOT));
  }

  static OwnHost from(Config config) {
    String name =
        config
            .getOptionalValue("posthorn.host-name", String.class)
            .filter(value -> !value.isBlank())
            .orElseGet(OwnHost::machine);
    return new OwnHost(Address.domain(name).orElse(name));
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Hands the name to those who need it. */
  @ApplicationScoped
  static class Source {
    @Produces
    OwnHost host() {
      return from(ConfigProvider.getConfig());
    }
  }
}
