package org.posthorn.sasl;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whoever knows the credentials. Answers about unknown users look like answers about wrong
 * passwords, in content and in time.
 */
public interface Authenticator {

  /**
   * Checks a name and password. That takes long on purpose, so the answer may come later, from any
   * thread; cancelling it says that nobody waits for it any more.
   *
   * @param user as the client gave it: an address, in any case
   * @param mechanism for the record, for example {@code PLAIN} or {@code LOGIN}
   * @param client the client's IP address, for limits and the record
   */
  CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client);

  /**
   * What a SCRAM exchange needs to know of a user; made up, but always the same, for an unknown
   * one, and for one who has no keys for this hash yet.
   */
  ScramKeys scramKeys(String user, ScramHash hash);

  /**
   * Ends a SCRAM exchange.
   *
   * @param proven whether the client's proof was right for the keys given
   */
  Admission scramResult(String user, boolean proven, String mechanism, String client);

  /**
   * Whom a TLS client key lets in; empty when nobody who may log in has registered it. A key cannot
   * be guessed, so this counts nothing.
   *
   * @param fingerprint see {@link org.posthorn.wire.Tls#clientKey()}
   */
  Optional<KeyLogin> keyLogin(String fingerprint);

  /**
   * Logs in by a TLS client key. RFC 4422 appendix A.
   *
   * @param identity an address of the account that has the key, or empty
   */
  Admission external(String fingerprint, String identity, String client);

  /**
   * What a login rests on: the same text as long as the account may log in with the same password
   * and, where the client has shown one, the same key; empty when it may not log in any more. Cheap
   * enough to be asked with each message.
   *
   * @param fingerprint of the client's key, if somebody has registered it
   */
  Optional<String> standing(Login login, Optional<String> fingerprint);
}
