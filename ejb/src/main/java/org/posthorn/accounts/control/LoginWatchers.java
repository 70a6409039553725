package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.threads.Failures;

/** Who is logged in and wants to hear when that may have to end. Thread-safe. */
@ApplicationScoped
public class LoginWatchers {
  private static final System.Logger LOG = System.getLogger(LoginWatchers.class.getName());

  private final ConcurrentHashMap<Long, Set<LoginWatcher>> byAccount = new ConcurrentHashMap<>();

  /** Tells of changes of the account from now on. */
  public void watch(long account, LoginWatcher watcher) {
    byAccount.compute(
        account,
        (id, known) -> {
          Set<LoginWatcher> all = known == null ? ConcurrentHashMap.newKeySet(1) : known;
          all.add(watcher);
          return all;
        });
  }

  /** Ends {@link #watch}. */
  public void unwatch(long account, LoginWatcher watcher) {
    byAccount.computeIfPresent(
        account,
        (id, known) -> {
          known.remove(watcher);
          return known.isEmpty() ? null : known;
        });
  }

  /** The account has changed. */
  void changed(long account) {
    for (LoginWatcher watcher : byAccount.getOrDefault(account, Set.of())) {
      try {
        watcher.loginInDoubt();
      } catch (Throwable closing) { // the others hear of it all the same
        Failures.tell(LOG, System.Logger.Level.DEBUG, "event=login-watcher-failed", closing);
      }
    }
  }
}
