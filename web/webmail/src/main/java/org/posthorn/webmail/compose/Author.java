package org.posthorn.webmail.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.AccountPrincipal;
import org.posthorn.web.security.RequestLogin;
import org.posthorn.web.security.Role;
import org.posthorn.webmail.settings.PreferenceStore;

/** Who writes: whoever the request is authenticated as. */
@ApplicationScoped
public class Author {
  /** The attribute of requests with the language that the author has chosen. */
  static final String LANGUAGE = Author.class.getName() + ".language";

  @Inject RequestLogin logins;
  @Inject ProxySettings proxies;
  @Inject PreferenceStore preferences;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Author() {}

  /** Who it is; empty, and the response says so, when nobody has signed in. */
  Optional<Login> of(HttpServletRequest request, HttpServletResponse response) {
    if (!(request.getUserPrincipal() instanceof AccountPrincipal)
        && !(logins.login(request, response).orElse(null) instanceof Admission.Granted)) {
      logins.challenges().forEach(each -> response.addHeader("WWW-Authenticate", each));
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return Optional.empty();
    }
    AccountPrincipal principal = (AccountPrincipal) request.getUserPrincipal();
    boolean administrator = request.isUserInRole(Role.ADMINISTRATOR);
    Login login = new Login(principal.accountId(), principal.getName(), administrator);
    preferences.of(login).locale().ifPresent(it -> request.setAttribute(LANGUAGE, it));
    return Optional.of(login);
  }

  /** The address of the browser. */
  String client(HttpServletRequest request) {
    return proxies.client(request);
  }
}
