package org.posthorn.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.posthorn.sasl.Admission;

/** Logs in whoever sent a request, where an area asks for it. */
@ApplicationScoped
public class RequestLogin {
  @Inject SecurityContext security;
  @Inject @Any Instance<AuthenticationScheme> schemes;

  /**
   * Checks the credentials of a request. After {@link Admission.Granted} the request has an {@link
   * AccountPrincipal} and its {@link Role}s.
   *
   * @return empty when the request carries no credentials
   * @throws RuntimeException when they cannot be checked now, because the database is away
   */
  public Optional<Admission> login(HttpServletRequest request, HttpServletResponse response) {
    security.authenticate(request, response, AuthenticationParameters.withParams());
    if (request.getAttribute(RequestAuthentication.FAILURE) instanceof RuntimeException broken) {
      throw broken;
    }
    return Optional.ofNullable((Admission) request.getAttribute(RequestAuthentication.ADMISSION));
  }

  /** The values of WWW-Authenticate that go with a 401. RFC 9110 §11.6.1. */
  public List<String> challenges() {
    return schemes.stream().flatMap(scheme -> scheme.challenge().stream()).toList();
  }
}
