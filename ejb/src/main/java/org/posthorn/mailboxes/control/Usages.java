package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailstore.MailboxView;

/**
 * How much accounts hold, of those for which anybody wanted to know. Kept up to date by the views
 * that are published; for all other accounts nothing is done.
 */
@ApplicationScoped
public class Usages {
  private static final int CAPACITY = 50_000; // about 1 KB each

  @Inject Owners owners;

  private final ConcurrentHashMap<Long, AccountUsage> accounts = new ConcurrentHashMap<>();

  /** What is known of an account, maybe nothing yet; from now on it is kept. */
  AccountUsage of(long account) {
    AccountUsage known = accounts.get(account);
    if (known == null) {
      makeRoom();
      known = accounts.computeIfAbsent(account, id -> new AccountUsage());
    }
    return known;
  }

  // Who is dropped is counted again when that is wanted
  private void makeRoom() {
    if (accounts.size() >= CAPACITY) {
      Iterator<Long> some = accounts.keySet().iterator();
      for (int i = 0; i < CAPACITY / 10 && some.hasNext(); i++) {
        some.next();
        some.remove();
      }
    }
  }

  /** A view was published. */
  void know(MailboxView view) {
    if (!accounts.isEmpty()) {
      owners.remembered(view.mailboxId()).map(accounts::get).ifPresent(usage -> usage.know(view));
    }
  }

  /** A mailbox was deleted. */
  void forget(long mailbox) {
    owners.remembered(mailbox).map(accounts::get).ifPresent(usage -> usage.forget(mailbox));
    owners.forget(mailbox);
  }
}
