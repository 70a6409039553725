package org.posthorn.web.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.sessions.boundary.Sessions;
import org.posthorn.sessions.value.NewSession;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.Area;
import org.posthorn.web.security.PasswordVerification;

/**
 * Signs people in. The form brings back what is also in a cookie, which no other site can have put
 * there (login CSRF); each sign-in has a new token (session fixation); and it leads only to pages
 * of its own area.
 */
@WebServlet({"/webmail/sign-in"})
public class SignInServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String PAGE = "/shared/sign-in.xhtml";
  private static final int LONGEST_FIELD = 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject transient PasswordVerification passwords;
  @Inject transient Sessions sessions;
  @Inject transient AreaCookies cookies;
  @Inject transient ProxySettings proxies;
  @Inject transient SignInPage page;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public SignInServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Area area = area(request);
    String to = target(area, request);
    if (sessionOf(area, request).isPresent()) {
      redirect(response, to);
    } else {
      if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
        page.bounce(); // its link carried no cookie: SameSite=Strict
      }
      show(area, to, request, response);
    }
  }

  private Optional<?> sessionOf(Area area, HttpServletRequest request) {
    return cookies.session(request, area).flatMap(token -> sessions.find(area.word(), token));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.setCharacterEncoding("UTF-8");
    Area area = area(request);
    String to = target(area, request);
    String user = field(request, "address").strip();
    boolean staying = !field(request, "stay").isEmpty();
    if (!OwnRequests.isOwn(request, proxies) || !isOwnForm(area, request)) {
      page.problem("again", 0, user, staying);
      show(area, to, request, response);
      return;
    }
    String client = proxies.client(request);
    Admission admission = passwords.verify(user, field(request, "password"), "FORM", client);
    if (admission instanceof Admission.Granted granted) {
      enter(area, granted.login(), staying, request, response, to);
    } else {
      refuse(admission, user, staying, response);
      show(area, to, request, response);
    }
  }

  private void enter(
      Area area,
      Login login,
      boolean staying,
      HttpServletRequest request,
      HttpServletResponse response,
      String to)
      throws IOException, ServletException {
    String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
    NewSession wanted = new NewSession(login, area.word(), staying, proxies.client(request), agent);
    Optional<String> token = sessions.begin(wanted);
    if (token.isEmpty()) {
      page.problem("wrong", 0, login.address(), staying);
      show(area, to, request, response);
      return;
    }
    cookies.keepSession(request, response, area, token.get(), staying);
    redirect(response, to);
  }

  private void refuse(
      Admission admission, String user, boolean staying, HttpServletResponse response) {
    if (admission instanceof Admission.Throttled throttled) {
      response.setStatus(429); // RFC 6585 §4
      response.setHeader("Retry-After", Long.toString(throttled.seconds()));
      page.problem("throttled", throttled.seconds(), user, staying);
    } else if (admission instanceof Admission.Unavailable) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      page.problem("busy", 0, user, staying);
    } else {
      page.problem("wrong", 0, user, staying);
    }
  }

  private void show(Area area, String to, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    byte[] octets = new byte[18];
    RANDOM.nextBytes(octets);
    String token = Base64.getUrlEncoder().encodeToString(octets);
    cookies.keepForm(request, response, area, token);
    page.form(area.signInPath(), to, token);
    request.getRequestDispatcher(PAGE).forward(request, response);
  }

  private boolean isOwnForm(Area area, HttpServletRequest request) {
    byte[] sent = field(request, "token").getBytes(UTF_8);
    return cookies
        .form(request, area)
        .filter(kept -> MessageDigest.isEqual(kept.getBytes(UTF_8), sent))
        .isPresent();
  }

  private static Area area(HttpServletRequest request) {
    return Area.of(request).orElseThrow();
  }

  /** Where to go afterwards: to a page of the area, whatever was asked for. */
  static String target(Area area, HttpServletRequest request) {
    String to = field(request, "to");
    boolean own =
        area.has(to.replaceFirst("\\?.*", ""))
            && to.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\')
            && !to.contains("//")
            && !to.contains("..")
            && !to.startsWith(area.signInPath());
    return own ? to : area.path();
  }

  private static String field(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null || value.length() > LONGEST_FIELD ? "" : value;
  }

  private static void redirect(HttpServletResponse response, String to) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", to);
  }
}
