package org.posthorn.store.boundary;

import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.textindex.boundary.TextIndex;

/** The mail store over a store of tests. */
public final class TestStores {
  private TestStores() {}

  /** As the container puts it together. */
  public static AccountStores of(Store store, TestAccounts accounts) {
    AccountStores stores = new AccountStores();
    stores.mailboxes = store.mailboxes();
    stores.annotations = store.annotations();
    stores.quotas = store.quotas(accounts.limits(), accounts.directory(), accounts.changeable());
    stores.contents = store.contents();
    stores.texts = new TextIndex();
    stores.changes = store.accountChanges();
    return stores;
  }
}
