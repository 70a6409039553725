package org.posthorn.web.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.posthorn.sasl.Login;
import org.posthorn.sessions.value.OpenSession;

/** Who is signed in in the area of this request. */
@Named("me")
@RequestScoped
public class SignedIn {
  @Inject HttpServletRequest request;

  /**
   * The session.
   *
   * @throws IllegalStateException when the request is in no area
   */
  public OpenSession session() {
    if (request.getAttribute(CookieScheme.SESSION) instanceof OpenSession session) {
      return session;
    }
    throw new IllegalStateException("nobody is signed in");
  }

  /** The account. */
  public Login login() {
    return session().login();
  }

  /** The account's main address. */
  public String getAddress() {
    return login().address();
  }

  /** One or two letters that stand for the account. */
  public String getInitials() {
    String local = getAddress().substring(0, getAddress().lastIndexOf('@'));
    String[] words = local.split("[._-]+");
    String both =
        words.length > 1 && !words[0].isEmpty() && !words[1].isEmpty()
            ? words[0].substring(0, 1) + words[1].charAt(0)
            : local.substring(0, 1);
    return both.toUpperCase(java.util.Locale.ROOT);
  }
}
