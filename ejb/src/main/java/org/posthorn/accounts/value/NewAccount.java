package org.posthorn.accounts.value;

import org.posthorn.kernel.Address;

/**
 * An account to create.
 *
 * @param address its main address, in a domain that exists
 */
public record NewAccount(
    Address address, String password, boolean administrator, OwnLimits limits) {

  /** An account with the server's limits. */
  public NewAccount(Address address, String password, boolean administrator) {
    this(address, password, administrator, OwnLimits.DEFAULT);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "NewAccount[" + address + "]";
  }
}
