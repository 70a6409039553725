package org.posthorn.webapi.admin;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.kernel.Address;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.sasl.Admission;
import org.posthorn.trace.boundary.LoginLog;
import org.posthorn.webapi.Problem;

/** Lets administrators pass who show their address and password with each request. RFC 7617. */
@Provider
@Dependent
@Administration
@Priority(Priorities.AUTHENTICATION)
public class AdministrationFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String CHALLENGE = "Basic realm=\"Posthorn\", charset=\"UTF-8\"";

  /** What waits for a password to be checked holds a thread of the server's, so not many may. */
  private static final Semaphore WAITING = new Semaphore(16);

  /** How many wait of each client's network, so that nobody fills the room alone. */
  private static final Map<String, Integer> OF_PARTY = new ConcurrentHashMap<>();

  private static final int MOST_OF_PARTY = 3;

  private static final int PATIENCE_SECONDS = 60;

  @Inject Authentication authentication;
  @Inject Directory directory;
  @Inject LoginLog logins;
  @Inject ProxySettings proxies;
  @Inject LoginGuard guard;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  @Context
  HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    Optional.ofNullable(context.getHeaderString(HttpHeaders.AUTHORIZATION))
        .flatMap(BasicCredentials::parse)
        .map(this::objection)
        .orElseGet(() -> Optional.of(unauthorized()))
        .ifPresent(context::abortWith);
  }

  @Override
  public void filter(ContainerRequestContext context, ContainerResponseContext response) {
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }

  private Optional<Response> objection(BasicCredentials shown) {
    String client = client();
    Admission admission =
        logins.noted("http", shown.user(), "BASIC", client, admission(shown, client));
    if (admission instanceof Admission.Granted granted) {
      return administrator(granted.login().address())
          ? Optional.empty()
          : Optional.of(
              Problem.response(Response.Status.FORBIDDEN, "Only administrators may do this"));
    }
    if (admission instanceof Admission.Throttled throttled) {
      return Optional.of(
          Problem.later(
              Response.Status.TOO_MANY_REQUESTS,
              "Too many failed logins, try again in " + throttled.seconds() + " seconds",
              (int) throttled.seconds()));
    }
    if (admission instanceof Admission.Unavailable) {
      return Optional.of(
          Problem.later(Response.Status.SERVICE_UNAVAILABLE, "Too many logins at once", 1));
    }
    return Optional.of(unauthorized());
  }

  private Admission admission(BasicCredentials shown, String client) {
    CompletableFuture<Admission> asked =
        authentication.verify(shown.user(), shown.password(), "BASIC", client);
    if (asked.isDone()) {
      return asked.join(); // known already, which is never refused
    }
    String party = guard.party(client);
    if (!enter(party)) {
      asked.cancel(false);
      return new Admission.Unavailable();
    }
    try {
      return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      asked.cancel(false);
      return new Admission.Unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Admission.Unavailable();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      leave(party);
    }
  }

  private static boolean enter(String party) {
    boolean room = OF_PARTY.merge(party, 1, Integer::sum) <= MOST_OF_PARTY;
    if (room && WAITING.tryAcquire()) {
      return true;
    }
    forget(party);
    return false;
  }

  private static void leave(String party) {
    WAITING.release();
    forget(party);
  }

  private static void forget(String party) {
    OF_PARTY.computeIfPresent(party, (name, count) -> count == 1 ? null : count - 1);
  }

  private String client() {
    return new ClientAddress(proxies.trusted(), proxies.rfc7239())
        .of(
            request.getRemoteAddr(),
            Collections.list(request.getHeaders("Forwarded")),
            Collections.list(request.getHeaders("X-Forwarded-For")));
  }

  private boolean administrator(String address) {
    return Address.known(address)
        .flatMap(directory::find)
        .filter(AccountRef::administrator)
        .isPresent();
  }

  private static Response unauthorized() {
    return Response.fromResponse(
            Problem.response(
                Response.Status.UNAUTHORIZED, "An administrator's address and password are needed"))
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .build();
  }
}
