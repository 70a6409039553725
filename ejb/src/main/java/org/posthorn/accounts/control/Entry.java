package org.posthorn.accounts.control;

import org.posthorn.accounts.entity.Account;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.ScramKeys;

/**
 * What is remembered of an account between two changes.
 *
 * @param address the main one
 */
public record Entry(
    long id,
    String address,
    boolean administrator,
    boolean loginDisabled,
    String argon2,
    ScramKeys scram) {

  static Entry of(Account account) {
    return new Entry(
        account.id(),
        account.mainAddress().toString(),
        account.administrator(),
        account.loginDisabled(),
        account.verifiers().argon2(),
        account.verifiers().scram());
  }

  Login login() {
    return new Login(id, address);
  }
}
