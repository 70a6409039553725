package org.posthorn.accounts.boundary;

import org.posthorn.accounts.control.Entry;

/**
 * Whom an address leads to.
 *
 * @param address the account's main address
 */
public record AccountRef(long id, String address, boolean administrator) {

  static AccountRef of(Entry entry) {
    return new AccountRef(entry.id(), entry.address(), entry.administrator());
  }
}
