package org.posthorn.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.sasl.Admission;
import org.posthorn.trace.boundary.LoginLog;

/**
 * Checks passwords that came by HTTP, with throttling, and logs those that were refused. A request
 * whose password is being computed holds one of the server's threads, so only a few may wait, and
 * only a few of each client's network. Thread-safe.
 */
@ApplicationScoped
public class PasswordVerification {
  private static final int MAX_WAITING = 16;
  private static final int MAX_WAITING_OF_PARTY = 3;
  private static final int PATIENCE_SECONDS = 60;

  @Inject Authentication authentication;
  @Inject LoginLog logins;
  @Inject LoginGuard guard;

  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final Map<String, Integer> waitingOfParty = new ConcurrentHashMap<>();

  /**
   * Checks a password; takes as long for an unknown user as for a wrong password.
   *
   * @param user any address of the account
   * @param mechanism for the log, such as {@code BASIC}
   * @param client the client's address
   */
  public Admission verify(String user, String password, String mechanism, String client) {
    CompletableFuture<Admission> pending = authentication.verify(user, password, mechanism, client);
    Admission admission =
        pending.isDone()
            ? pending
                .join() // a password remembered as right is granted even when all rooms are full
            : await(pending, guard.party(client));
    return logins.noted("http", user, mechanism, client, admission);
  }

  private Admission await(CompletableFuture<Admission> pending, String party) {
    if (!enter(party)) {
      pending.cancel(false);
      return new Admission.Unavailable();
    }
    try {
      return pending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      pending.cancel(false);
      return new Admission.Unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Admission.Unavailable();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      leave(party);
    }
  }

  private boolean enter(String party) {
    boolean few = waitingOfParty.merge(party, 1, Integer::sum) <= MAX_WAITING_OF_PARTY;
    if (few && room.tryAcquire()) {
      return true;
    }
    discount(party);
    return false;
  }

  private void leave(String party) {
    room.release();
    discount(party);
  }

  private void discount(String party) {
    waitingOfParty.computeIfPresent(party, (name, count) -> count == 1 ? null : count - 1);
  }
}
