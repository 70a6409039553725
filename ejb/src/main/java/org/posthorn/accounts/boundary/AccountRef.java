package org.posthorn.accounts.boundary;

import java.time.Instant;
import org.posthorn.accounts.control.Entry;

/**
 * Whom an address leads to.
 *
 * @param address the account's main address
 * @param created when the account was made
 */
public record AccountRef(long id, String address, boolean administrator, Instant created) {

  /** One that has always been there. */
  public AccountRef(long id, String address, boolean administrator) {
    this(id, address, administrator, Instant.EPOCH);
  }

  static AccountRef of(Entry entry) {
    return new AccountRef(entry.id(), entry.address(), entry.administrator(), entry.created());
  }
}
