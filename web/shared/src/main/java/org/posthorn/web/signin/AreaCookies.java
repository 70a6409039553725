package org.posthorn.web.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.Area;

/**
 * The cookies of areas: never read by scripts, never sent by other sites' requests, to the area's
 * own path only, and, but on this machine itself, by HTTPS only. RFC 6265.
 */
@ApplicationScoped
public class AreaCookies {
  /** A little longer than browsers keep any cookie. */
  private static final Duration STAYING = Duration.ofDays(400);

  private static final Duration FORM = Duration.ofHours(1);
  private static final String SECURE = "__Secure-";

  @Inject ProxySettings proxies;

  /** The token of the session in an area, if the request has one. */
  public Optional<String> session(HttpServletRequest request, Area area) {
    return read(request, "posthorn-" + area.word());
  }

  /** Has the browser keep the token of a session. */
  public void keepSession(
      HttpServletRequest request,
      HttpServletResponse response,
      Area area,
      String token,
      boolean staying) {
    Cookie cookie = cookie(request, "posthorn-" + area.word(), token, area.path());
    cookie.setMaxAge(staying ? (int) STAYING.toSeconds() : -1);
    response.addCookie(cookie);
  }

  /** Has the browser forget the token of the session. */
  public void dropSession(HttpServletRequest request, HttpServletResponse response, Area area) {
    Cookie cookie = cookie(request, "posthorn-" + area.word(), "", area.path());
    cookie.setMaxAge(0);
    response.addCookie(cookie);
  }

  /** What the sign-in form was given to bring back. */
  Optional<String> form(HttpServletRequest request, Area area) {
    return read(request, "posthorn-sign-in-" + area.word());
  }

  /** Has the browser keep what the form brings back. */
  void keepForm(HttpServletRequest request, HttpServletResponse response, Area area, String token) {
    Cookie cookie = cookie(request, "posthorn-sign-in-" + area.word(), token, area.signInPath());
    cookie.setMaxAge((int) FORM.toSeconds());
    response.addCookie(cookie);
  }

  private Cookie cookie(HttpServletRequest request, String name, String value, String path) {
    boolean secure = isSecure(request);
    Cookie cookie = new Cookie(secure ? SECURE + name : name, value);
    cookie.setPath(path);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setAttribute("SameSite", "Strict");
    return cookie;
  }

  private Optional<String> read(HttpServletRequest request, String name) {
    String wanted = isSecure(request) ? SECURE + name : name;
    return Stream.ofNullable(request.getCookies())
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(wanted))
        .map(Cookie::getValue)
        .findFirst();
  }

  /** Only on the way within this machine nobody listens. */
  private boolean isSecure(HttpServletRequest request) {
    return request.isSecure() || !isLoopback(proxies.client(request));
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
  }
}
