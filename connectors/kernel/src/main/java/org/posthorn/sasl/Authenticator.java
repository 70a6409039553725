package org.posthorn.sasl;

import java.util.Optional;

/**
 * Whoever knows the credentials. Answers about unknown users look like answers about wrong
 * passwords, in content and in time.
 */
public interface Authenticator {

  /**
   * Checks a name and password.
   *
   * @param user as the client gave it: an address, in any case
   * @param mechanism for the record, for example {@code PLAIN} or {@code LOGIN}
   * @param client the client's IP address, for limits and the record
   */
  Admission verify(String user, String password, String mechanism, String client);

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
}
