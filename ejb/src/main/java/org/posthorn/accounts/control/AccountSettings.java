package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.kernel.Address;

/**
 * How accounts begin.
 *
 * @param sample whether this is a server to try out: sample accounts, no limits for this machine
 * @param first the administrator to create when there is no account yet
 */
public record AccountSettings(boolean sample, Optional<First> first) {

  /** An account to create. */
  public record First(Address address, String password) {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /**
   * Reads {@code posthorn.sample}, {@code posthorn.admin.address} and {@code
   * posthorn.admin.password}.
   *
   * @throws IllegalArgumentException with a sentence for the operator when a value is wrong
   */
  public static AccountSettings from(Config config) {
    boolean sample = config.getOptionalValue("posthorn.sample", Boolean.class).orElse(true);
    Optional<String> address = config.getOptionalValue("posthorn.admin.address", String.class);
    Optional<String> password = config.getOptionalValue("posthorn.admin.password", String.class);
    Optional<First> first = // the password is removed after the first start, as it should be
        password.flatMap(word -> address.map(text -> new First(administrator(text), word)));
    first.flatMap(f -> Passwords.objection(f.password())).ifPresent(AccountSettings::refuse);
    return new AccountSettings(sample, first);
  }

  private static Address administrator(String text) {
    return Address.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("posthorn.admin.address is not a mail address."));
  }

  private static void refuse(String reason) {
    throw new IllegalArgumentException("posthorn.admin.password " + reason + ".");
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    AccountSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
