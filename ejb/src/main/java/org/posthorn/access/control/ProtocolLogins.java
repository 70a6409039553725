package org.posthorn.access.control;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.Logins;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;
import org.posthorn.trace.boundary.LoginLog;

/** The logins by one protocol, each noted in the log. */
final class ProtocolLogins implements Logins {
  private final String protocol;
  private final Authentication authentication;
  private final LoginLog log;

  /**
   * The logins by a protocol.
   *
   * @param protocol as the log has it: {@code imap}
   */
  ProtocolLogins(String protocol, Authentication authentication, LoginLog log) {
    this.protocol = protocol;
    this.authentication = authentication;
    this.log = log;
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    return log.noted(
        protocol,
        user,
        mechanism,
        client,
        authentication.verify(user, password, mechanism, client));
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return authentication.scramKeys(user, hash);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return log.noted(
        protocol,
        user,
        mechanism,
        client,
        authentication.scramResult(user, proven, mechanism, client));
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return authentication.keyLogin(fingerprint);
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return log.noted(
        protocol,
        identity,
        "EXTERNAL",
        client,
        authentication.external(fingerprint, identity, client));
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    return authentication.standing(login, fingerprint);
  }

  @Override
  public void watch(long account, LoginWatcher watcher) {
    authentication.watch(account, watcher);
  }

  @Override
  public void unwatch(long account, LoginWatcher watcher) {
    authentication.unwatch(account, watcher);
  }
}
