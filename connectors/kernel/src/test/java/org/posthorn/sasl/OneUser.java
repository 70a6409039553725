package org.posthorn.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Knows one user and notes what it was asked. */
final class OneUser implements Authenticator {
  static final Login LOGIN = new Login(7, "user");

  private final String password;
  private final byte[] salt;
  final List<String> asked = new ArrayList<>();
  final CompletableFuture<Admission> slow = new CompletableFuture<>();

  OneUser(String password, byte[] salt) {
    this.password = password;
    this.salt = salt.clone();
  }

  OneUser(String password) {
    this(password, new byte[16]);
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String given, String mechanism, String client) {
    asked.add(mechanism + ' ' + user + ' ' + given + ' ' + client);
    boolean right = user.equals("user") && given.equals(password);
    if (user.equals("slow")) {
      return slow;
    }
    return CompletableFuture.completedFuture(
        right ? new Admission.Granted(LOGIN) : new Admission.Denied());
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    return Optional.of(password);
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return ScramDerivation.derive(hash, password, salt, ScramDerivation.MIN_ITERATIONS);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    asked.add(mechanism + ' ' + user + ' ' + proven + ' ' + client);
    boolean right = user.equals("user") && proven;
    return right ? new Admission.Granted(LOGIN) : new Admission.Denied();
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return fingerprint.equals("key") ? Optional.of(new KeyLogin(LOGIN, true)) : Optional.empty();
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    asked.add("EXTERNAL " + fingerprint + " '" + identity + "' " + client);
    boolean right = fingerprint.equals("key") && (identity.isEmpty() || identity.equals("user"));
    return right ? new Admission.Granted(LOGIN) : new Admission.Denied();
  }
}
