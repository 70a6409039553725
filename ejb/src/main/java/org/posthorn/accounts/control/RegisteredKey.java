package org.posthorn.accounts.control;

import org.posthorn.accounts.entity.TlsPublicKey;
import org.posthorn.kernel.Address;

/**
 * What is remembered of a TLS client key.
 *
 * @param login the address that it logs in as, as long as that is the account's
 */
public record RegisteredKey(long accountId, Address login, boolean imapPreauth) {

  static RegisteredKey of(TlsPublicKey row) {
    return new RegisteredKey(row.accountId(), row.loginAddress(), row.imapPreauth());
  }
}
