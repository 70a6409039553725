package org.posthorn.webapi.v1;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.sasl.Login;
import org.posthorn.web.security.AccountPrincipal;

/** The account that a request acts for. */
@ApplicationScoped
public class Caller {
  @Inject SecurityContext security;
  @Inject MailStore stores;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Caller() {}

  /** Who it is. */
  public Login login() {
    AccountPrincipal account =
        security.getPrincipalsByType(AccountPrincipal.class).iterator().next();
    return new Login(account.accountId(), account.getName());
  }

  /** The store as it sees it. */
  public AccountStore store() {
    return stores.as(login());
  }
}
