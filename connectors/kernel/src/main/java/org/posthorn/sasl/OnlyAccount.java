package org.posthorn.sasl;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lets in one account only: credentials of another one, even right ones, are wrong here. */
record OnlyAccount(Authenticator inner, long account) implements Authenticator {

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // for its effect
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    CompletableFuture<Admission> asked = inner.verify(user, password, mechanism, client);
    CompletableFuture<Admission> mine = asked.thenApply(this::only);
    mine.exceptionally( // cancelling does not go back by itself
        failure -> {
          asked.cancel(false);
          return new Admission.Unavailable();
        });
    return mine;
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return inner.scramKeys(user, hash);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return only(inner.scramResult(user, proven, mechanism, client));
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return inner.keyLogin(fingerprint).filter(key -> key.login().accountId() == account);
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return only(inner.external(fingerprint, identity, client));
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    return inner.standing(login, fingerprint);
  }

  private Admission only(Admission admission) {
    boolean another =
        admission instanceof Admission.Granted granted && granted.login().accountId() != account;
    return another ? new Admission.Denied() : admission;
  }
}
