package org.posthorn.web.signin;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.posthorn.sasl.Admission;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.Area;
import org.posthorn.web.security.RequestLogin;

/**
 * Stands before all that an area has: lets in who is signed in there, has others sign in and come
 * back, refuses what pages of other sites have browsers do, and tells browsers what our pages do
 * not need.
 */
public class AreaFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types posthorn";

  @Inject transient RequestLogin logins;
  @Inject transient ProxySettings proxies;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public AreaFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Area> area = Area.of(request);
    if (area.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    headers(response);
    String path = Area.path(request);
    if (path.endsWith(".xhtml")) { // pages have addresses without it
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (path.equals(area.get().signInPath())) {
      chain.doFilter(request, response);
    } else if (isForged(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (logins.login(request, response).orElse(null) instanceof Admission.Granted) {
      chain.doFilter(request, response);
    } else {
      refuse(area.get(), request, response);
    }
  }

  private static void headers(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store"); // nothing to go back to after sign-out
  }

  private boolean isForged(HttpServletRequest request) {
    if (OwnRequests.mayChange(request)) {
      return !OwnRequests.isOwnScript(request, proxies);
    }
    return isSocket(request)
        && !OwnRequests.hasOwnOrigin(request, proxies); // which has no fields of ours
  }

  private static boolean isSocket(HttpServletRequest request) { // RFC 6455 §4.1
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  private static void refuse(Area area, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean page =
        request.getMethod().equals("GET")
            && request.getHeader(OwnRequests.FIELD) == null
            && !isSocket(request);
    if (!page) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    String query = request.getQueryString();
    String here = request.getRequestURI() + (query == null ? "" : "?" + query);
    String to = URLEncoder.encode(here, StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", area.signInPath() + "?to=" + to);
  }
}
