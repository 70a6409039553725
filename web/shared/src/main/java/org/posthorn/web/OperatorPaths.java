package org.posthorn.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shows the metrics and the description of the API, which tell strangers more than they need, only
 * where the operator wants that; elsewhere there are no such pages.
 */
public class OperatorPaths extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject
  @ConfigProperty(name = "posthorn.sample", defaultValue = "true")
  boolean sample;

  @Inject
  @ConfigProperty(name = "posthorn.http.metrics")
  Optional<Boolean> metrics;

  @Inject
  @ConfigProperty(name = "posthorn.http.openapi")
  Optional<Boolean> openapi;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public OperatorPaths() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (hidden(request.getServletPath())) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean hidden(String path) {
    return below("/metrics", path) && !metrics.orElse(sample)
        || (below("/openapi", path) || below("/openapi-ui", path)) && !openapi.orElse(sample);
  }

  private static boolean below(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
