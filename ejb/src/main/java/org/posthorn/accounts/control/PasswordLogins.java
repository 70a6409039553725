package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.posthorn.accounts.control.FairQueue.Lane;
import org.posthorn.accounts.control.SharedCheck.Waiter;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.logins.boundary.LoginGuard.Count;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;

/**
 * Checks names and passwords: answers at once what it knows, has the rest computed when its turn
 * comes, and sees to it that failures count. Unknown users, disabled accounts and wrong passwords
 * cost the same. Thread-safe; no thread waits.
 */
@ApplicationScoped
public class PasswordLogins {
  /** Who has to wait no longer than this waits; others are sent away. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Less than mail programs wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  /** How long it takes to hear again that a password is wrong. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  @Inject Passwords passwords;
  @Inject Computations computations;
  @Inject RememberedPasswords remembered;
  @Inject AccountRows rows;
  @Inject LoginGuard guard;
  @Inject LoginLimits limits;

  private final Map<String, SharedCheck> open = new ConcurrentHashMap<>();

  /**
   * Checks a password.
   *
   * @param entry the account, if there is one that may log in
   */
  public CompletableFuture<Admission> check(
      LoginAttempt attempt, Optional<Entry> entry, String password) {
    boolean known = guard.knows(LoginLimits.id(entry, attempt.user()), attempt.client());
    Waiter waiter = new Waiter(attempt, known, new CompletableFuture<>());
    Duration delay = guard.delay(attempt, known);
    if (delay.compareTo(LONGEST) > 0) {
      waiter.answer().complete(limits.throttled(delay));
      return waiter.answer();
    }
    Optional<String> prepared = Passwords.prepared(password);
    if (delay.isZero() && isRemembered(entry, prepared)) {
      waiter.answer().complete(limits.granted(entry.orElseThrow(), attempt));
      return waiter.answer();
    }
    if (isRememberedAsWrong(attempt, entry, prepared)) {
      computations.later(AGAIN, () -> again(waiter, entry, prepared));
    } else if (delay.isZero()) {
      enqueue(waiter, entry, prepared);
    } else {
      computations.later(delay, () -> enqueue(waiter, entry, prepared));
    }
    return waiter
        .answer()
        .completeOnTimeout(new Admission.Unavailable(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isRemembered(Optional<Entry> entry, Optional<String> prepared) {
    return entry.isPresent()
        && prepared.isPresent()
        && remembered.knows(entry.get(), prepared.get());
  }

  private boolean isRememberedAsWrong(
      LoginAttempt attempt, Optional<Entry> entry, Optional<String> prepared) {
    return prepared.isPresent()
        && remembered.knowsWrong(attempt.user(), entry, attempt.client(), prepared.get());
  }

  /** It was wrong before; right only if there is another password by now. */
  private void again(Waiter waiter, Optional<Entry> entry, Optional<String> prepared) {
    try {
      Optional<Entry> now = rows.usable(waiter.attempt().user());
      if (now.map(Entry::argon2).equals(entry.map(Entry::argon2))) {
        waiter.answer().complete(limits.denied());
      } else {
        enqueue(waiter, now, prepared);
      }
    } catch (Throwable e) { // whoever waits has to hear of it
      waiter.answer().completeExceptionally(e);
    }
  }

  private void enqueue(Waiter waiter, Optional<Entry> entry, Optional<String> prepared) {
    if (waiter.answer().isDone()) {
      return; // gone while it was delayed
    }
    String name = waiter.attempt().user() + ' ' + remembered.name(entry, prepared.orElse(""));
    SharedCheck check =
        open.compute(
            name,
            (n, there) -> {
              if (there != null && there.join(waiter)) {
                return there;
              }
              SharedCheck fresh = new SharedCheck(entry, prepared);
              fresh.join(waiter);
              return fresh;
            });
    if (!check.queuesFor(waiter)) {
      return;
    }
    Lane lane = waiter.known() ? Lane.KNOWN : Lane.STRANGERS;
    String party =
        waiter.known() ? waiter.attempt().user() : guard.party(waiter.attempt().client());
    if (!computations.submit(lane, party, () -> run(name, check))) {
      open.remove(name, check);
      check.begin().forEach(w -> w.answer().complete(new Admission.Unavailable()));
    }
  }

  private void run(String name, SharedCheck check) {
    List<Waiter> waiting = check.begin();
    open.remove(name, check);
    Map<String, Count> counts = new HashMap<>();
    try {
      List<Waiter> heard = waiting.stream().filter(waiter -> count(waiter, counts)).toList();
      if (!heard.isEmpty()) {
        settle(check, heard, counts);
      }
    } catch (Throwable e) { // whoever waits has to hear of it
      counts.values().forEach(guard::takeBack);
      waiting.forEach(waiter -> waiter.answer().completeExceptionally(e));
    }
  }

  /** Counts the attempt, once for each address, unless others from there have failed meanwhile. */
  private boolean count(Waiter waiter, Map<String, Count> counts) {
    String client = waiter.attempt().client();
    if (counts.containsKey(client)) {
      return true;
    }
    Duration delay = guard.delay(waiter.attempt(), waiter.known());
    if (!delay.isZero()) {
      waiter.answer().complete(limits.throttled(delay));
      return false;
    }
    counts.put(client, guard.count(waiter.attempt(), waiter.known()));
    return true;
  }

  private void settle(SharedCheck check, List<Waiter> heard, Map<String, Count> counts) {
    Optional<Entry> right = compare(check, heard.get(0).attempt().user());
    if (right.isPresent()) {
      counts.values().forEach(guard::takeBack);
      heard.forEach(w -> w.answer().complete(limits.granted(right.get(), w.attempt())));
      return;
    }
    String prepared = check.prepared().orElse("");
    for (Map.Entry<String, Count> each : counts.entrySet()) {
      String user = heard.get(0).attempt().user();
      if (remembered.knowsWrong(user, check.entry(), each.getKey(), prepared)) {
        guard.takeBack(each.getValue());
      }
      remembered.rememberWrong(user, check.entry(), each.getKey(), prepared);
    }
    heard.forEach(w -> w.answer().complete(limits.denied()));
  }

  /**
   * Whose password it is. Asks the database once more: the check may have waited, and meanwhile, or
   * on another server, the password may have become another one.
   */
  private Optional<Entry> compare(SharedCheck check, String user) {
    Optional<Entry> right = compare(check.entry(), check.prepared());
    Optional<Entry> now = rows.usable(user);
    if (now.map(Entry::argon2).equals(check.entry().map(Entry::argon2))) {
      return right;
    }
    return now.isPresent() ? compare(now, check.prepared()) : Optional.empty();
  }

  private Optional<Entry> compare(Optional<Entry> entry, Optional<String> prepared) {
    if (entry.isEmpty() || prepared.isEmpty()) {
      passwords.checkNobody();
      return Optional.empty();
    }
    if (!passwords.check(entry.get().argon2(), prepared.get())) {
      return Optional.empty();
    }
    if (entry.get().scramSha1().isEmpty()) { // the one moment at which it can get its keys
      rows.complete(entry.get(), passwords.scramSha1(prepared.get()));
    }
    remembered.remember(entry.get(), prepared.get());
    return entry;
  }
}
