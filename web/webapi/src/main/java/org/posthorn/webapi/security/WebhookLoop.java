package org.posthorn.webapi.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.posthorn.webapi.problem.Problem;

/**
 * Refuses requests of webhooks, which name themselves: one whose receiver is this API, by whatever
 * way its address leads here, could call itself for ever. Before the caller is asked for.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION - 1)
public class WebhookLoop implements ContainerRequestFilter {
  /** The field that each request of a webhook has. */
  static final String FIELD = "X-Mox-Webhook-ID";

  @Override
  public void filter(ContainerRequestContext context) {
    if (context.getHeaderString(FIELD) != null) {
      context.abortWith(
          Problem.response(
              Response.Status.FORBIDDEN, "This is no receiver of requests of webhooks"));
    }
  }
}
