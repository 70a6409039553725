package org.posthorn.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.posthorn.web.proxy.ProxySettings;

/**
 * Tells requests of our own pages from those that pages of others have browsers make (CSRF). By
 * {@code Sec-Fetch-Site} and {@code Origin}, which pages cannot write, and by a field of ours,
 * which other sites' pages may not add.
 */
public final class OwnRequests {
  /** The field that scripts of our pages add. */
  static final String FIELD = "X-Posthorn";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS"); // RFC 9110 §9.2.1

  private OwnRequests() {}

  /** Whether a request may change something. */
  static boolean mayChange(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod());
  }

  /** Whether no other site has made the browser send it. */
  public static boolean isOwn(HttpServletRequest request, ProxySettings proxies) {
    String site = request.getHeader("Sec-Fetch-Site");
    return (site == null || site.equals("same-origin") || site.equals("none"))
        && hasOwnOrigin(request, proxies);
  }

  /** Whether a script of one of our own pages has sent it. */
  static boolean isOwnScript(HttpServletRequest request, ProxySettings proxies) {
    String site = request.getHeader("Sec-Fetch-Site");
    return request.getHeader(FIELD) != null && isOwn(request, proxies) && !"none".equals(site);
  }

  /**
   * Whether the page that it comes from, where the browser says so, is of this host, or of that
   * under which a trusted proxy is asked.
   */
  static boolean hasOwnOrigin(HttpServletRequest request, ProxySettings proxies) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null
          && proxies.host(request).filter(authority::equalsIgnoreCase).isPresent();
    } catch (IllegalArgumentException opaque) { // "null" among them
      return false;
    }
  }
}
