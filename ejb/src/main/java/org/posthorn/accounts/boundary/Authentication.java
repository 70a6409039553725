package org.posthorn.accounts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.accounts.control.AccountCache;
import org.posthorn.accounts.control.Entry;
import org.posthorn.accounts.control.LoginLimits;
import org.posthorn.accounts.control.PasswordCheck;
import org.posthorn.accounts.control.RegisteredKey;
import org.posthorn.accounts.control.ScramDecoys;
import org.posthorn.kernel.Address;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Authenticator;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * Lets people in, for every protocol. A user is named by any address of the account. A password
 * that was right is known again for fifteen minutes at nearly no cost; a wrong one or an unknown
 * user costs an Argon2 computation. Thread-safe; needs no transaction.
 */
@ApplicationScoped
public class Authentication implements Authenticator {
  @Inject AccountCache accounts;
  @Inject PasswordCheck passwords;
  @Inject ScramDecoys decoys;
  @Inject LoginLimits limits;

  @Override
  public Admission verify(String user, String password, String mechanism, String client) {
    if (limits.exceeded(client)) {
      return limits.throttled();
    }
    Optional<Entry> entry = entry(user);
    Optional<Boolean> right = passwords.right(entry, password);
    if (right.isEmpty()) {
      return new Admission.Unavailable();
    }
    if (limits.exceeded(client)) { // others from there failed while this one waited its turn
      return limits.throttled();
    }
    return admission(entry, right.get(), client);
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    Optional<Entry> entry = entry(user);
    ScramKeys decoy = decoys.keys(name(user), hash); // made in any case, for the time it takes
    return entry.flatMap(e -> e.scram(hash)).orElse(decoy);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    if (limits.exceeded(client)) {
      return limits.throttled();
    }
    return admission(entry(user), proven, client);
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
        .map(e -> limits.granted(e, client))
        .orElseGet(() -> limits.mismatched());
  }

  /**
   * What a login rests on: the same text until the password is another one; empty when the account
   * may not log in any more or a key that was shown is not its own. From memory nearly always.
   */
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

  private Optional<Entry> holder(RegisteredKey key) {
    return accounts.entry(key.login()).filter(e -> e.id() == key.accountId() && !e.loginDisabled());
  }

  private Admission admission(Optional<Entry> entry, boolean right, String client) {
    return entry
        .filter(e -> right && !e.loginDisabled())
        .map(e -> limits.granted(e, client))
        .orElseGet(() -> limits.denied(client));
  }

  private Optional<Entry> entry(String user) {
    return Address.known(user).flatMap(accounts::entry);
  }

  private static String name(String user) {
    return Address.known(user)
        .map(Address::lookupKey)
        .orElseGet(() -> user.toLowerCase(Locale.ROOT));
  }
}
