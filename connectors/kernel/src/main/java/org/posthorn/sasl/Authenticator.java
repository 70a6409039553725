package org.posthorn.sasl;

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
   * one.
   */
  ScramKeys scramKeys(String user);

  /**
   * Ends a SCRAM exchange.
   *
   * @param proven whether the client's proof was right for the keys given
   */
  Admission scramResult(String user, boolean proven, String mechanism, String client);
}
