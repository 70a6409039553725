package org.posthorn.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.web.proxy.ProxySettings;

/**
 * Jakarta Security's way in: asks the {@link AuthenticationScheme}s who sent a request, and tells
 * the container. It works only when it is asked to, by {@link RequestLogin} or a security
 * constraint, so that pages for everybody cost nothing and the filters come first. It writes no
 * response of its own: each area refuses in its own form.
 */
@ApplicationScoped
public class RequestAuthentication implements HttpAuthenticationMechanism {
  /** The request attribute that holds the {@link Admission} of credentials that were shown. */
  static final String ADMISSION = RequestAuthentication.class.getName() + ".admission";

  /** The request attribute that holds the exception with which the check of credentials broke. */
  static final String FAILURE = RequestAuthentication.class.getName() + ".failure";

  @Inject @Any Instance<AuthenticationScheme> schemes;
  @Inject ProxySettings proxies;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    if (!context.isAuthenticationRequest() && !context.isProtected()) {
      return context.doNothing();
    }
    Optional<Admission> admission;
    try {
      admission = authenticate(request);
    } catch (RuntimeException e) { // the container would log it and go on as if nobody had come
      request.setAttribute(FAILURE, e);
      return AuthenticationStatus.SEND_CONTINUE;
    }
    admission.ifPresent(outcome -> request.setAttribute(ADMISSION, outcome));
    if (admission.orElse(null) instanceof Admission.Granted granted) {
      Login login = granted.login();
      return context.notifyContainerAboutLogin(new AccountPrincipal(login), roles(request, login));
    }
    return context.isAuthenticationRequest()
        ? AuthenticationStatus.SEND_CONTINUE // the response is up to the caller
        : context.responseUnauthorized();
  }

  private Optional<Admission> authenticate(HttpServletRequest request) {
    String client = proxies.client(request);
    for (AuthenticationScheme scheme : schemes) {
      Optional<Admission> admission = scheme.authenticate(request, client);
      if (admission.isPresent()) {
        return admission;
      }
    }
    return Optional.empty();
  }

  private static Set<String> roles(HttpServletRequest request, Login login) {
    if (ApiKeyScheme.scopes(request).isPresent()) {
      return Set.of(Role.APPLICATION);
    }
    return login.administrator() ? Set.of(Role.USER, Role.ADMINISTRATOR) : Set.of(Role.USER);
  }
}
