package org.posthorn.apikeys.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.apikeys.control.ApiKeyRows;
import org.posthorn.apikeys.entity.ApiKey;
import org.posthorn.apikeys.value.ApiKeyInfo;
import org.posthorn.apikeys.value.ApiToken;
import org.posthorn.apikeys.value.CreatedApiKey;
import org.posthorn.apikeys.value.KeyAdmission;
import org.posthorn.apikeys.value.NewApiKey;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.trace.boundary.LoginLog;

/**
 * Keys by which applications use the API in the name of an account, so that nobody gives them a
 * password. A key that was removed is taken by no server any more: none keeps it in memory.
 * Thread-safe; transactions are its own.
 */
@ApplicationScoped
public class ApiKeys {
  /** Longest name in characters. */
  public static final int MAX_NAME = 100;

  private static final int MAX_KEYS = 100; // of an account
  private static final String MECHANISM = "BASIC"; // as failures by HTTP are counted

  @Inject ApiKeyRows rows;
  @Inject Authentication authentication;
  @Inject Directory directory;
  @Inject LoginGuard guard;
  @Inject LoginLog logins;

  private final Clock clock = Clock.systemUTC(); // people say when one expires by the time of day
  private final Map<Long, Long> used = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ApiKeys() {}

  /** Makes a key for an account; it counts at once. */
  public Result<CreatedApiKey> create(Login login, NewApiKey wanted) {
    Instant now = clock.instant();
    if (wanted.name().isBlank()
        || wanted.name().length() > MAX_NAME
        || wanted.name().codePoints().anyMatch(Character::isISOControl)) {
      return Result.refused(
          Objection.invalid("name", "is a single line of 1 to " + MAX_NAME + " characters"));
    }
    if (wanted.scopes().isEmpty()) {
      return Result.refused(Objection.invalid("scopes", "must name one at least"));
    }
    if (wanted.expires().filter(moment -> !moment.isAfter(now)).isPresent()) {
      return Result.refused(Objection.invalid("expires", "must be in the future"));
    }
    if (rows.of(login.accountId()).size() >= MAX_KEYS) {
      return Result.refused(
          Objection.conflict("name", "the account has " + MAX_KEYS + " keys; remove one first"));
    }
    return Result.done(rows.add(login.accountId(), wanted, now));
  }

  /** The keys of an account, the oldest first. */
  public List<ApiKeyInfo> list(long account) {
    return rows.of(account).stream().map(ApiKey::info).toList();
  }

  /** Removes a key of an account: it is taken by no server any more. Whether there was one. */
  public boolean remove(long account, long id) {
    return rows.remove(account, id);
  }

  /**
   * Looks at a key that a client shows. Wrong secrets are counted as wrong passwords are; a key
   * that has expired, or whose account may not log in, is refused and not counted.
   *
   * @param user any address of the account; empty when the client names none
   * @param client the client's address
   * @throws RuntimeException when the database is away
   */
  public KeyAdmission verify(String user, ApiToken token, String client) {
    Instant now = clock.instant();
    Optional<ApiKey> key = rows.find(token.id()).filter(row -> row.isShownBy(token));
    Optional<Login> login =
        key.filter(row -> !row.isExpired(now)).flatMap(row -> holder(row, user));
    if (login.isPresent()) {
      used.merge(token.id(), now.toEpochMilli(), Math::max);
      return new KeyAdmission(
          new Admission.Granted(login.get()), key.orElseThrow().info().scopes());
    }
    if (key.isPresent()) { // nobody guesses: it has expired, or its account may not log in
      return denied(token, client, new Admission.Denied());
    }
    LoginAttempt attempt = new LoginAttempt(token.toString(), MECHANISM, client);
    Duration delay = guard.delay(attempt, false);
    Admission refusal = delay.isZero() ? new Admission.Denied() : new Admission.Throttled(delay);
    if (delay.isZero()) {
      guard.count(attempt, false);
    }
    return denied(token, client, refusal);
  }

  private KeyAdmission denied(ApiToken token, String client, Admission refusal) {
    return new KeyAdmission(
        logins.noted("http", token.toString(), "APIKEY", client, refusal), Set.of());
  }

  private Optional<Login> holder(ApiKey key, String user) {
    boolean named =
        user.isEmpty()
            || Address.known(user)
                .flatMap(directory::account)
                .map(AccountRef::id)
                .filter(id -> id == key.account())
                .isPresent();
    return Optional.ofNullable(directory.addresses(List.of(key.account())).get(key.account()))
        .filter(address -> named)
        .flatMap(address -> authentication.current(new Login(key.account(), address)))
        .map(
            current -> new Login(current.accountId(), current.address())); // never an administrator
  }

  /** Writes down when keys were used since the last time. */
  void writeDown() {
    Map<Long, Long> moments = new HashMap<>(used);
    if (!moments.isEmpty()) {
      rows.used(moments);
      moments.forEach(used::remove); // unless used again meanwhile
    }
  }
}
