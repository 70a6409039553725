package org.posthorn.sasl;

/**
 * Somebody who has shown who they are.
 *
 * @param accountId the account
 * @param address its main address, the authentication identity
 * @param administrator whether they administered the installation when they logged in
 */
public record Login(long accountId, String address, boolean administrator) {

  /** Somebody who is no administrator. */
  public Login(long accountId, String address) {
    this(accountId, address, false);
  }
}
