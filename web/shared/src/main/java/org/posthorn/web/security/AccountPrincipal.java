package org.posthorn.web.security;

import jakarta.security.enterprise.CallerPrincipal;
import org.posthorn.sasl.Login;

/** The account that a request acts for; its name is the account's main address. */
public final class AccountPrincipal extends CallerPrincipal {
  private final long accountId;

  AccountPrincipal(Login login) {
    super(login.address());
    this.accountId = login.accountId();
  }

  /** The account's id. */
  public long accountId() {
    return accountId;
  }
}
