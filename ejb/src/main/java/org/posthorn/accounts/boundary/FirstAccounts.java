package org.posthorn.accounts.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import org.posthorn.accounts.control.AccountSettings;
import org.posthorn.accounts.control.DomainSpelling;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;

/**
 * Makes sure that somebody can log in after the first start: in sample mode the sample accounts,
 * else the configured administrator. Does nothing once there is an account.
 */
@Startup
@Singleton
@DependsOn("Nodes")
@TransactionManagement(TransactionManagementType.BEAN) // each account is a transaction of its own
public class FirstAccounts {
  /** The domain of the sample accounts. */
  public static final String SAMPLE_DOMAIN = "posthorn.test";

  /** The password of the sample accounts. */
  public static final String SAMPLE_PASSWORD = "posthorn";

  /** The local parts of the sample accounts; {@code admin} is the administrator. */
  public static final List<String> SAMPLE_USERS = List.of("admin", "user1", "user2", "user3");

  private static final System.Logger LOG = System.getLogger(FirstAccounts.class.getName());

  @Inject AccountSettings settings;
  @Inject Domains domains;
  @Inject Accounts accounts;
  @Inject DomainSpelling spelling;

  @PostConstruct
  void create() {
    spelling.renew();
    if (settings.first().isPresent()) {
      administrator(settings.first().get());
    } else if (settings.sample()) {
      samples();
    } else if (accounts.count() == 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "accounts=none: nobody can log in. Set posthorn.admin.address and"
              + " posthorn.admin.password and start again to create the first administrator.");
    }
  }

  private void administrator(AccountSettings.First first) {
    if (accounts.count() == 0) {
      domains.create(first.address().domain(), "");
      account(new NewAccount(first.address(), first.password(), true));
    }
  }

  private void samples() {
    if (domains.count() == 0) {
      domains.create(SAMPLE_DOMAIN, "Sample domain");
      for (String user : SAMPLE_USERS) {
        Address address = new Address(user, SAMPLE_DOMAIN);
        account(new NewAccount(address, SAMPLE_PASSWORD, user.equals("admin")));
      }
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
