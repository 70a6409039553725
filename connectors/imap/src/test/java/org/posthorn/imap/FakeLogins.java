package org.posthorn.imap;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.Logins;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/** Who may log in to {@link FakeStore}: ann@posthorn.test with the password {@code secret}. */
public final class FakeLogins implements Logins {
  /** What becomes of the login of {@code slow}. */
  public final CompletableFuture<Admission> slowLogin = new CompletableFuture<>();

  private static final long ACCOUNT = 1;
  private static final Login ANN = new Login(ACCOUNT, FakeStore.USER);

  private final FakeStore store;
  private final Map<String, KeyLogin> clientKeys =
      Map.of(
          "ann-key", new KeyLogin(ANN, true),
          "ann-quiet-key", new KeyLogin(ANN, false),
          "bob-key", new KeyLogin(new Login(ACCOUNT + 1, "bob@posthorn.test"), false));
  private final Set<LoginWatcher> watchers = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> standing = Optional.of("a password");

  FakeLogins(FakeStore store) {
    this.store = store;
  }

  /** From now on logins rest on this, or on nothing. */
  public void standing(Optional<String> text) {
    standing = text;
  }

  /** Who wants to hear that a login may have ended. */
  Set<LoginWatcher> watchers() {
    return watchers;
  }

  @Override
  public void watch(long account, LoginWatcher watcher) {
    watchers.add(watcher);
  }

  @Override
  public void unwatch(long account, LoginWatcher watcher) {
    watchers.remove(watcher);
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    return user.equals("slow")
        ? slowLogin
        : CompletableFuture.completedFuture(admission(user, password));
  }

  private Admission admission(String user, String password) {
    if (user.equals("throttled")) {
      return new Admission.Throttled(Duration.ofMillis(29_001));
    }
    if (user.equals("unavailable")) {
      return new Admission.Unavailable();
    }
    return user.equalsIgnoreCase(FakeStore.USER) && password.equals("secret")
        ? new Admission.Granted(new Login(ACCOUNT, FakeStore.USER, store.quotas().administered()))
        : new Admission.Denied();
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    store.requireWorking();
    return fingerprint.isEmpty() || clientKeys.containsKey(fingerprint.get())
        ? standing
        : Optional.empty();
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    if (fingerprint.equals("broken")) {
      throw new IllegalStateException("no database");
    }
    return Optional.ofNullable(clientKeys.get(fingerprint));
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return keyLogin(fingerprint)
        .map(KeyLogin::login)
        .filter(login -> identity.isEmpty() || identity.equals(login.address()))
        .<Admission>map(Admission.Granted::new)
        .orElseGet(Admission.Denied::new);
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return new ScramKeys(new byte[16], 4096, new byte[32], new byte[32]);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return new Admission.Denied();
  }
}
