package org.posthorn.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.posthorn.sasl.Admission;

/**
 * One way in which requests carry credentials. RFC 9110 §11. Every CDI bean of this type is asked,
 * so a session cookie or an API key joins as one more bean. Thread-safe.
 */
public interface AuthenticationScheme {

  /**
   * Checks the credentials of a request. May wait until a password is computed, no longer than a
   * minute.
   *
   * @param client the address of the client, for throttling
   * @return empty when the request carries no credentials of this scheme; a scheme whose
   *     credentials browsers send by themselves grants nothing to an unsafe method without a CSRF
   *     token
   */
  Optional<Admission> authenticate(HttpServletRequest request, String client);

  /**
   * The value of WWW-Authenticate that invites clients to use the scheme; empty when it needs none.
   * RFC 9110 §11.6.1.
   */
  Optional<String> challenge();
}
