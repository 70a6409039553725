package org.posthorn.accounts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.accounts.control.AccountCache;
import org.posthorn.accounts.control.AccountRows;
import org.posthorn.accounts.control.Entry;
import org.posthorn.accounts.control.LoginLimits;
import org.posthorn.accounts.control.LoginWatchers;
import org.posthorn.accounts.control.PasswordLogins;
import org.posthorn.accounts.control.RegisteredKey;
import org.posthorn.accounts.control.ScramDecoys;
import org.posthorn.accounts.control.ScramLogins;
import org.posthorn.accounts.control.ScramRow;
import org.posthorn.kernel.Address;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Authenticator;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * Lets people in, for every protocol. A user is named by any address of the account. A password
 * that was right is known again for fifteen minutes at nearly no cost; a wrong one or an unknown
 * user costs an Argon2 computation. Thread-safe; needs no transaction.
 */
@ApplicationScoped
public class Authentication implements Authenticator {
  private static final int MAX_NAME = 400;

  @Inject AccountCache accounts;
  @Inject PasswordLogins passwords;
  @Inject AccountRows rows;
  @Inject ScramLogins scrams;
  @Inject ScramDecoys decoys;
  @Inject LoginLimits limits;
  @Inject LoginWatchers watchers;

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    Optional<Entry> usable = entry(user).filter(e -> !e.loginDisabled());
    return passwords.check(new LoginAttempt(name(user), mechanism, client), usable, password);
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    Optional<ScramRow> row =
        rows.scram(name(user), hash); // never from memory, which shows who is active
    ScramKeys decoy = decoys.keys(name(user), hash); // made in any case, for the time it takes
    return row.flatMap(ScramRow::keys).orElse(decoy);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return scrams.result(new LoginAttempt(name(user), mechanism, client), proven);
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return accounts
        .key(fingerprint)
        .flatMap(key -> holder(key).map(e -> new KeyLogin(e.login(), key.imapPreauth())));
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return accounts
        .key(fingerprint)
        .flatMap(this::holder)
        .filter(
            e -> identity.isEmpty() || entry(identity).filter(i -> i.id() == e.id()).isPresent())
        .map(e -> limits.granted(e, new LoginAttempt(e.address(), "EXTERNAL", client)))
        .orElseGet(() -> limits.mismatched());
  }

  /**
   * What a login rests on: the same text until the password is another one; empty when the account
   * may not log in any more or a key that was shown is not its own. From memory nearly always.
   */
  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    Optional<Entry> entry =
        entry(login.address()).filter(e -> e.id() == login.accountId() && !e.loginDisabled());
    boolean keyed =
        fingerprint
            .map(shown -> keyLogin(shown).map(key -> key.login().accountId()))
            .map(owner -> owner.filter(id -> id == login.accountId()).isPresent())
            .orElse(true);
    return entry.filter(e -> keyed).map(Entry::standing);
  }

  /** Somebody who has logged in, as the account is now; empty when it is gone or disabled. */
  public Optional<Login> current(Login login) {
    return entry(login.address())
        .filter(e -> e.id() == login.accountId() && !e.loginDisabled())
        .map(Entry::login);
  }

  /** From now on tells when {@link #standing} of the account may be another one. */
  public void watch(long account, LoginWatcher watcher) {
    watchers.watch(account, watcher);
  }

  /** Ends {@link #watch}. */
  public void unwatch(long account, LoginWatcher watcher) {
    watchers.unwatch(account, watcher);
  }

  private Optional<Entry> holder(RegisteredKey key) {
    return accounts.entry(key.login()).filter(e -> e.id() == key.accountId() && !e.loginDisabled());
  }

  private Optional<Entry> entry(String user) {
    return Address.known(user).flatMap(accounts::entry);
  }

  /** One name for all spellings, not longer than an address. */
  private static String name(String user) {
    String name =
        Address.known(user)
            .map(Address::lookupKey)
            .orElseGet(() -> user.toLowerCase(Locale.ROOT).replace('\0', ' '));
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
  }
}
