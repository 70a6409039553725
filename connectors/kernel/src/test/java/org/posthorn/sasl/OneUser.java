package org.posthorn.sasl;

import java.util.ArrayList;
import java.util.List;

/** Knows one user and notes what it was asked. */
final class OneUser implements Authenticator {
  static final Login LOGIN = new Login(7, "user");

  private final String password;
  private final byte[] salt;
  final List<String> asked = new ArrayList<>();

  OneUser(String password, byte[] salt) {
    this.password = password;
    this.salt = salt.clone();
  }

  OneUser(String password) {
    this(password, new byte[16]);
  }

  @Override
  public Admission verify(String user, String given, String mechanism, String client) {
    asked.add(mechanism + ' ' + user + ' ' + given + ' ' + client);
    boolean right = user.equals("user") && given.equals(password);
    return right ? new Admission.Granted(LOGIN) : new Admission.Denied();
  }

  @Override
  public ScramKeys scramKeys(String user) {
    return ScramDerivation.keys(password, salt, ScramDerivation.MIN_ITERATIONS);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    asked.add(mechanism + ' ' + user + ' ' + proven + ' ' + client);
    boolean right = user.equals("user") && proven;
    return right ? new Admission.Granted(LOGIN) : new Admission.Denied();
  }
}
