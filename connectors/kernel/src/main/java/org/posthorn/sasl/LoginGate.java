package org.posthorn.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;

/**
 * The ways to log in on one connection: the mechanisms of its listener, and EXTERNAL once TLS has
 * shown a key that somebody has registered. From then on only the account with that key gets in, by
 * whatever mechanism. For one thread at a time.
 */
public final class LoginGate {
  private final SaslMechanisms mechanisms;
  private final Supplier<? extends Authenticator> authenticators;
  private Optional<KeyLogin> holder = Optional.empty();

  /** The gate of a new connection. */
  public LoginGate(SaslMechanisms mechanisms, Authenticator authenticator) {
    this(mechanisms, () -> authenticator);
  }

  /** The gate of a new connection, which asks for the authenticator when it is needed. */
  public LoginGate(SaslMechanisms mechanisms, Supplier<? extends Authenticator> authenticators) {
    this.mechanisms = mechanisms;
    this.authenticators = authenticators;
  }

  /**
   * Looks up whose the client's key is; does nothing when the client has shown none. To be called
   * when the connection opens and when TLS has started.
   */
  public void identify(Peer peer) {
    holder =
        peer.tls()
            .flatMap(Tls::clientKey)
            .flatMap(fingerprint -> authenticators.get().keyLogin(fingerprint));
  }

  /** The key is not that of whoever speaks from now on. */
  public void forget() {
    holder = Optional.empty();
  }

  /** Whose the client's key is. */
  public Optional<KeyLogin> holder() {
    return holder;
  }

  /**
   * What the login of somebody rests on who has just come through.
   *
   * @param now in milliseconds of any clock
   */
  public LoginValidity standing(Login login, Peer peer, long now) {
    Optional<String> key = holder.flatMap(known -> peer.tls()).flatMap(Tls::clientKey);
    return new LoginValidity(login, key, authenticators.get(), now);
  }

  /** The names of mechanisms to announce, strongest first. */
  public List<String> offered(Peer peer) {
    List<String> names = mechanisms.offered(peer);
    if (holder.isEmpty()) {
      return names;
    }
    List<String> all = new ArrayList<>(names.size() + 1);
    all.add(ExternalExchange.NAME);
    all.addAll(names);
    return all;
  }

  /** Starts an exchange; empty for a mechanism that is not offered. */
  public Optional<SaslExchange> start(String mechanism, Peer peer) {
    if (!mechanism.toUpperCase(Locale.ROOT).equals(ExternalExchange.NAME)) {
      return mechanisms.start(mechanism, peer, authenticator());
    }
    return holder
        .flatMap(known -> peer.tls())
        .flatMap(Tls::clientKey)
        .map(key -> new ExternalExchange(authenticator(), key, peer.address()));
  }

  /** Whether the mechanism waits for the client to speak first. */
  public boolean clientFirst(String mechanism) {
    return mechanisms.clientFirst(mechanism);
  }

  /** Whoever knows the credentials; lets nobody in but the account with the client's key. */
  public Authenticator authenticator() {
    return holder
        .<Authenticator>map(key -> new OnlyAccount(authenticators.get(), key.login().accountId()))
        .orElseGet(authenticators);
  }
}
