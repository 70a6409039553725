package org.posthorn.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Serves scripts, style sheets and pictures of pages below {@code /assets/VERSION/}, where browsers
 * may keep them for ever: with other octets they have another version.
 */
public class AssetFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Inject transient Assets assets;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public AssetFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String[] parts = request.getRequestURI().split("/", 4); // "", "assets", VERSION, path
    if (parts.length < 4 || !parts[3].matches("[a-z0-9-]+(/[A-Za-z0-9_-]+)*(\\.[a-z0-9]+)+")) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean current = parts[2].equals(assets.getVersion());
    response.setHeader(
        "Cache-Control", current ? "public, max-age=31536000, immutable" : "no-store");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    request.getRequestDispatcher("/assets/" + parts[3]).forward(request, response);
  }
}
