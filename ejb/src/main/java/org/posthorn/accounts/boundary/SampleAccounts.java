package org.posthorn.accounts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.accounts.control.AccountRows;
import org.posthorn.accounts.control.Passwords;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.DataFiles;

/**
 * The accounts of sample mode, whose password everybody knows: on a server that others can reach
 * they must not be. Looks only for those that sample mode has made, by name, so that a start costs
 * four computations at most, and none where they are gone.
 */
@ApplicationScoped
public class SampleAccounts {
  private static final System.Logger LOG = System.getLogger(SampleAccounts.class.getName());

  @Inject Accounts accounts;
  @Inject AccountRows rows;
  @Inject Passwords passwords;
  @Inject Domains domains;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public SampleAccounts() {}

  private static List<Address> addresses() {
    return FirstAccounts.SAMPLE_USERS.stream()
        .map(user -> new Address(user, FirstAccounts.SAMPLE_DOMAIN))
        .toList();
  }

  /**
   * Returns when none of them has the password that everybody knows.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  void refuse() {
    for (Address address : addresses()) {
      if (hasSamplePassword(address)) {
        throw new IllegalStateException(
            "The account "
                + address
                + " still has the password of sample mode, which everybody knows: remove the sample"
                + " accounts with all their mail by \"java -jar posthorn.jar remove-samples\","
                + " or start with posthorn.sample=true and give them other passwords.");
      }
    }
  }

  private boolean hasSamplePassword(Address address) {
    return rows.usable(address.lookupKey())
        .filter(entry -> passwords.check(entry.argon2(), FirstAccounts.SAMPLE_PASSWORD))
        .isPresent();
  }

  private Path word() {
    return Path.of(dataDirectory).resolve("remove-samples");
  }

  private static void stays(Address address) {
    throw new IllegalStateException(
        "The sample account "
            + address
            + " cannot be removed, because it is the only administrator: make another one by"
            + " \"java -jar posthorn.jar admin-password ADDRESS\" and start again.");
  }

  /** Whether somebody has left word in the data directory that they are to go. */
  boolean unwanted() {
    return Files.exists(word());
  }

  /**
   * Deletes them with all that they have.
   *
   * @throws IllegalStateException with a sentence for the operator when one has to stay
   */
  void remove() {
    for (Address address : addresses()) {
      if (accounts.find(address).isPresent()) {
        accounts.delete(address).refusal().ifPresent(reason -> stays(address));
        LOG.log(System.Logger.Level.WARNING, "event=sample-account-removed address=" + address);
      }
    }
    Path word = word();
    domains.delete(FirstAccounts.SAMPLE_DOMAIN); // refused where others use it
    try {
      Files.delete(word);
      DataFiles.sync(word.toAbsolutePath().resolveSibling("."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
