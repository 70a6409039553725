package org.posthorn.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * A part of the web application with a sign-in of its own: its cookie is sent to its own path only,
 * so that what is done in one cannot be done in the name of another.
 */
public enum Area {
  /** Mail. */
  WEBMAIL,
  /** One's own account. */
  ACCOUNT,
  /** The installation. */
  ADMIN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Its name as paths and sessions have it. */
  public String word() {
    return word;
  }

  /** Where it is, such as {@code /webmail}. */
  public String path() {
    return "/" + word;
  }

  /** Where one signs in. */
  public String signInPath() {
    return path() + "/sign-in";
  }

  /** Whether a path is in it. */
  public boolean has(String path) {
    return path.equals(path()) || path.startsWith(path() + "/");
  }

  /** The area of a request, by its path as servlets are found: decoded, without parameters. */
  public static Optional<Area> of(HttpServletRequest request) {
    return of(path(request));
  }

  /** The path of a request as servlets are found. */
  public static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return request.getServletPath() + (rest == null ? "" : rest);
  }

  /** The area of a path; empty for what belongs to none. */
  public static Optional<Area> of(String path) {
    for (Area area : values()) {
      if (area.has(path)) {
        return Optional.of(area);
      }
    }
    return Optional.empty();
  }
}
