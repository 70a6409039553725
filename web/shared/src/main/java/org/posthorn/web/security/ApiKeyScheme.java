package org.posthorn.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.posthorn.apikeys.boundary.ApiKeys;
import org.posthorn.apikeys.value.ApiToken;
import org.posthorn.apikeys.value.KeyAdmission;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.sasl.Admission;

/**
 * A key of an application with each request: as bearer token (RFC 6750 §2.1), or as the password
 * beside the account's address (RFC 7617). Browsers send none by themselves.
 */
@ApplicationScoped
public class ApiKeyScheme implements AuthenticationScheme {
  private static final String SCOPES = ApiKeyScheme.class.getName() + ".scopes";
  private static final String KEY = ApiKeyScheme.class.getName() + ".key";
  private static final String BEARER = "bearer ";

  @Inject ApiKeys keys;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public ApiKeyScheme() {}

  @Override
  public Optional<Admission> authenticate(HttpServletRequest request, String client) {
    String header = request.getHeader("Authorization");
    if (header == null || Area.of(request).isPresent()) {
      return Optional.empty();
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      Optional<ApiToken> token = ApiToken.parse(header.substring(BEARER.length()).strip());
      return Optional.of(
          token.map(it -> verify(request, "", it, client)).orElseGet(Admission.Denied::new));
    }
    return BasicCredentials.parse(header)
        .flatMap(
            basic ->
                ApiToken.parse(basic.password())
                    .map(token -> verify(request, basic.user(), token, client)));
  }

  private Admission verify(HttpServletRequest request, String user, ApiToken token, String client) {
    KeyAdmission shown = keys.verify(user, token, client);
    if (shown.admission() instanceof Admission.Granted) {
      request.setAttribute(SCOPES, shown.scopes());
      request.setAttribute(KEY, token.id());
    }
    return shown.admission();
  }

  /** What the key lets do with which a request was let in; empty when it showed a password. */
  @SuppressWarnings("unchecked") // only we set it
  public static Optional<Set<KeyScope>> scopes(HttpServletRequest request) {
    return Optional.ofNullable((Set<KeyScope>) request.getAttribute(SCOPES));
  }

  /** The id of the key with which a request was let in; empty when it showed a password. */
  public static String key(HttpServletRequest request) {
    Object id = request.getAttribute(KEY);
    return id == null ? "" : id.toString();
  }

  @Override
  public Optional<String> challenge() {
    return Optional.empty(); // that of Basic invites to both
  }
}
