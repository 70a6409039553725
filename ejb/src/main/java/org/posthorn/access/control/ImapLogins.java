package org.posthorn.access.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/** The logins of mail programs, each noted in the log. */
@ApplicationScoped
public class ImapLogins implements Logins {
  private static final String PROTOCOL = "imap";

  @Inject Authentication authentication;
  @Inject LoginLog log;

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    return log.noted(
        PROTOCOL,
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
        PROTOCOL,
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
        PROTOCOL,
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
