package org.posthorn.web.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.posthorn.sasl.Admission;
import org.posthorn.sessions.boundary.Sessions;
import org.posthorn.sessions.value.OpenSession;
import org.posthorn.web.security.Area;
import org.posthorn.web.security.AuthenticationScheme;

/**
 * The cookie of an area. It grants nothing outside of its area; {@link AreaFilter} has looked by
 * then whether a request that changes something comes from our own pages.
 */
@ApplicationScoped
public class CookieScheme implements AuthenticationScheme {
  /** The request attribute that holds the {@link OpenSession}. */
  static final String SESSION = CookieScheme.class.getName() + ".session";

  @Inject AreaCookies cookies;
  @Inject Sessions sessions;

  @Override
  public Optional<Admission> authenticate(HttpServletRequest request, String client) {
    Optional<OpenSession> session =
        Area.of(request)
            .flatMap(
                area ->
                    cookies
                        .session(request, area)
                        .flatMap(token -> sessions.find(area.word(), token)));
    session.ifPresent(open -> request.setAttribute(SESSION, open));
    return session.map(open -> new Admission.Granted(open.login()));
  }

  @Override
  public Optional<String> challenge() {
    return Optional.empty(); // a page asks, not the browser
  }
}
