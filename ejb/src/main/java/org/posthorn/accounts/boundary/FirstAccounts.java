package org.posthorn.accounts.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.accounts.control.AccountSettings;
import org.posthorn.accounts.control.AdministratorWord;
import org.posthorn.accounts.control.DomainSpelling;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;

/**
 * Makes sure that somebody can log in after the first start: in sample mode the sample accounts,
 * else the configured administrator. Does nothing once there is an account, but for whom somebody
 * has left word in the data directory.
 */
@Startup
@Singleton
@DependsOn("RestoreWatch")
@TransactionManagement(TransactionManagementType.BEAN) // each account is a transaction of its own
public class FirstAccounts {
  /** The domain of the sample accounts. */
  public static final String SAMPLE_DOMAIN = "posthorn.test";

  /** The password of the sample accounts. */
  public static final String SAMPLE_PASSWORD = "posthorn";

  /**
   * The local parts of the sample accounts. {@code admin} is the administrator and the last to be
   * made: there is always an administrator from then on, which tells that all of them were made.
   */
  public static final List<String> SAMPLE_USERS = List.of("user1", "user2", "user3", "admin");

  private static final System.Logger LOG = System.getLogger(FirstAccounts.class.getName());

  @Inject AccountSettings settings;
  @Inject Domains domains;
  @Inject Accounts accounts;
  @Inject DomainSpelling spelling;
  @Inject SampleAccounts samples;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public FirstAccounts() {}

  @PostConstruct
  void create() {
    spelling.renew();
    AdministratorWord.in(Path.of(dataDirectory)).ifPresent(this::obey);
    if (samples.unwanted()) {
      settings.first().ifPresent(this::make); // the samples' administrator may be the only one
      samples.remove();
    }
    if (!settings.sample()) {
      samples.refuse();
    }
    if (settings.first().isPresent()) {
      administrator(settings.first().get());
    } else if (settings.sample()) {
      samples();
    } else if (accounts.count() == 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=no-accounts hint=\"nobody can log in: set posthorn.admin.address and"
              + " posthorn.admin.password and start again to create the first administrator\"");
    }
  }

  private void administrator(AccountSettings.First first) {
    if (accounts.count() > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=first-administrator-ignored address={0} cause=\"there are accounts; remove"
              + " posthorn.admin.password from the configuration\"",
          first.address());
      return;
    }
    make(first);
  }

  private void make(AccountSettings.First first) {
    domains.create(first.address().domain(), "");
    account(new NewAccount(first.address(), first.password(), true));
  }

  private void samples() {
    if (!accounts.administered()) { // the first start, or one that was cut short before
      domains.create(SAMPLE_DOMAIN, "Sample domain");
      for (String user : SAMPLE_USERS) {
        Address address = new Address(user, SAMPLE_DOMAIN);
        account(new NewAccount(address, SAMPLE_PASSWORD, user.equals("admin")));
      }
    }
  }

  private void obey(AdministratorWord word) {
    domains.create(word.address().domain(), ""); // refused where it exists
    Result<AccountInfo> result =
        accounts.find(word.address()).isPresent()
            ? accounts.change(
                word.address(),
                new AccountChange(
                    Optional.of(word.password()),
                    Optional.of(false),
                    Optional.of(true),
                    List.of(),
                    List.of()))
            : accounts.create(new NewAccount(word.address(), word.password(), true));
    if (result.refusal().isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=administrator-refused address={0} reason=\"{1} {2}\"",
          word.address(),
          result.refusal().get().field(),
          result.refusal().get().reason());
    } else {
      word.done();
      LOG.log(System.Logger.Level.WARNING, "event=administrator-made address=" + word.address());
    }
  }

  private void account(NewAccount wanted) {
    accounts.create(wanted).refusal().ifPresent(this::unlessTaken);
  }

  // another server of the installation that starts for the first time now may be faster
  private void unlessTaken(Objection objection) {
    if (objection.kind() != Objection.Kind.CONFLICT) {
      throw new IllegalStateException(
          "The first account cannot be created: " + objection.field() + " " + objection.reason());
    }
  }
}
