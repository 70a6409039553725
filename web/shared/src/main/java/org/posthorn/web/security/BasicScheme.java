package org.posthorn.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.posthorn.apikeys.value.ApiToken;
import org.posthorn.sasl.Admission;

/** Address and password with each request. RFC 7617. */
@ApplicationScoped
public class BasicScheme implements AuthenticationScheme {
  private static final String CHALLENGE = "Basic realm=\"Posthorn\", charset=\"UTF-8\"";

  @Inject PasswordVerification passwords;

  @Override
  public Optional<Admission> authenticate(HttpServletRequest request, String client) {
    if (Area.of(request).isPresent()) {
      return Optional.empty(); // pages are for those who have signed in there
    }
    return Optional.ofNullable(request.getHeader("Authorization"))
        .flatMap(BasicCredentials::parse)
        .filter(shown -> ApiToken.parse(shown.password()).isEmpty()) // ApiKeyScheme looks at keys
        .map(shown -> passwords.verify(shown.user(), shown.password(), "BASIC", client));
  }

  @Override
  public Optional<String> challenge() {
    return Optional.of(CHALLENGE);
  }
}
