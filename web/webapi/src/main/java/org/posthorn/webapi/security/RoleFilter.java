package org.posthorn.webapi.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.sasl.Admission;
import org.posthorn.web.security.ApiKeyScheme;
import org.posthorn.web.security.RequestLogin;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.Problem;

/**
 * Lets only those call a resource method whom its {@code @RolesAllowed} or {@code @PermitAll}
 * names, and answers the others. Runs before the body is read.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class RoleFilter implements ContainerRequestFilter {
  @Inject RequestLogin login;

  @Context ResourceInfo resource;
  @Context HttpServletRequest request;
  @Context HttpServletResponse response;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public RoleFilter() {}

  @Override
  public void filter(ContainerRequestContext context) {
    if (isGenerated(context)) {
      return;
    }
    Access access = Access.of(resource.getResourceMethod(), resource.getResourceClass());
    if (!access.everybody()) {
      Optional<Admission> admission = login.login(request, response);
      refusal(access, admission, context.getSecurityContext())
          .or(() -> missingScope())
          .ifPresent(context::abortWith);
    }
  }

  /** Whether JAX-RS answers by itself which methods the resource has. RFC 9110 §9.3.7. */
  private boolean isGenerated(ContainerRequestContext context) {
    return context.getMethod().equals(HttpMethod.OPTIONS)
        && !resource.getResourceClass().getName().startsWith("org.posthorn.");
  }

  /** Why a request is not let through; empty when it is. */
  Optional<Response> refusal(Access access, Optional<Admission> admission, SecurityContext caller) {
    Admission outcome = admission.orElseGet(Admission.Denied::new);
    if (outcome instanceof Admission.Granted) {
      return access.roles().stream().anyMatch(caller::isUserInRole)
          ? Optional.empty()
          : Optional.of(Problem.response(Response.Status.FORBIDDEN, forbidden(access)));
    }
    if (outcome instanceof Admission.Throttled throttled) {
      String detail = "Too many failed logins, try again in " + throttled.seconds() + " seconds";
      return Optional.of(
          Problem.retryLater(Response.Status.TOO_MANY_REQUESTS, detail, throttled.seconds()));
    }
    if (outcome instanceof Admission.Unavailable) {
      return Optional.of(
          Problem.retryLater(
              Response.Status.SERVICE_UNAVAILABLE, "Too many logins at once, try again", 1));
    }
    return Optional.of(unauthorized(access));
  }

  /** Why a key does not let do it; empty when it does, and for who has shown a password. */
  private Optional<Response> missingScope() {
    Optional<Set<KeyScope>> scopes = ApiKeyScheme.scopes(request);
    NeedsScope needed = resource.getResourceMethod().getAnnotation(NeedsScope.class);
    if (scopes.isEmpty() || needed != null && scopes.get().contains(needed.value())) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.response(
            Response.Status.FORBIDDEN,
            needed == null
                ? "API keys may not be used for this"
                : "The key lacks the scope " + needed.value().word()));
  }

  private static String forbidden(Access access) {
    return access.roles().contains(Role.ADMINISTRATOR)
        ? "Only administrators may do this"
        : "The account may not do this";
  }

  private Response unauthorized(Access access) {
    String whose = access.roles().contains(Role.USER) ? "An account's" : "An administrator's";
    Response.ResponseBuilder unauthorized =
        Response.fromResponse(
            Problem.response(
                Response.Status.UNAUTHORIZED, whose + " address and password are needed"));
    login
        .challenges()
        .forEach(challenge -> unauthorized.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
    return unauthorized.build();
  }
}
