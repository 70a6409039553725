package org.posthorn.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.net.Networks;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.web.proxy.ProxySettings;

class RequestAuthenticationTest {
  private final Map<String, Object> attributes = new HashMap<>();
  private final Set<String> roles = new HashSet<>();
  private final RequestAuthentication mechanism = new RequestAuthentication();

  @Test
  void pagesForEverybodyAreNotLookedAt() {
    assertThat(validate(false, scheme(new Admission.Denied())))
        .isEqualTo(AuthenticationStatus.NOT_DONE);
    assertThat(attributes).isEmpty();
  }

  @Test
  void administratorsAreUsersToo() {
    Admission granted = new Admission.Granted(new Login(7, "ann@a.test", true));
    assertThat(validate(true, scheme(granted))).isEqualTo(AuthenticationStatus.SUCCESS);
    assertThat(roles).containsExactlyInAnyOrder(Role.USER, Role.ADMINISTRATOR);
  }

  @Test
  void usersAreNoAdministrators() {
    validate(true, scheme(new Admission.Granted(new Login(7, "bob@a.test"))));
    assertThat(roles).containsExactly(Role.USER);
  }

  @Test
  void refusalsAreLeftToTheArea() {
    assertThat(validate(true, scheme(new Admission.Denied())))
        .isEqualTo(AuthenticationStatus.SEND_CONTINUE);
    assertThat(attributes).containsValue(new Admission.Denied());
    assertThat(roles).isEmpty();
  }

  @Test
  void theFirstSchemeWithCredentialsDecides() {
    assertThat(
            validate(
                true,
                without(),
                scheme(new Admission.Granted(new Login(7, "ann@a.test"))),
                scheme(new Admission.Denied())))
        .isEqualTo(AuthenticationStatus.SUCCESS);
    assertThat(validate(true, without())).isEqualTo(AuthenticationStatus.SEND_CONTINUE);
  }

  private AuthenticationStatus validate(boolean asked, AuthenticationScheme... schemes) {
    attributes.clear();
    mechanism.proxies = new ProxySettings(Networks.NONE, false);
    mechanism.schemes = schemes(schemes);
    HttpServletRequest request =
        fake(
            HttpServletRequest.class,
            Map.of("getRemoteAddr", "192.0.2.1", "getHeaders", Collections.emptyEnumeration()));
    HttpMessageContext context =
        fake(
            HttpMessageContext.class,
            Map.of(
                "isAuthenticationRequest",
                asked,
                "isProtected",
                asked,
                "doNothing",
                AuthenticationStatus.NOT_DONE,
                "notifyContainerAboutLogin",
                AuthenticationStatus.SUCCESS));
    return mechanism.validateRequest(request, fake(HttpServletResponse.class, Map.of()), context);
  }

  private static AuthenticationScheme without() {
    return scheme(Optional.empty());
  }

  private static AuthenticationScheme scheme(Admission admission) {
    return scheme(Optional.of(admission));
  }

  private static AuthenticationScheme scheme(Optional<Admission> admission) {
    return new AuthenticationScheme() {
      @Override
      public Optional<Admission> authenticate(HttpServletRequest request, String client) {
        assertThat(client).isEqualTo("192.0.2.1");
        return admission;
      }

      @Override
      public Optional<String> challenge() {
        return Optional.empty();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private Instance<AuthenticationScheme> schemes(AuthenticationScheme... schemes) {
    return fake(Instance.class, Map.of("iterator", List.of(schemes).iterator()));
  }

  /** Answers by name, and notes what the mechanism tells the container. */
  @SuppressWarnings("unchecked")
  private <T> T fake(Class<T> type, Map<String, Object> answers) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("setAttribute")) {
                attributes.put((String) arguments[0], arguments[1]);
              }
              if (method.getName().equals("notifyContainerAboutLogin")) {
                assertThat(((CallerPrincipal) arguments[0]).getName()).endsWith("@a.test");
                roles.addAll((Set<String>) arguments[1]);
              }
              return answers.get(method.getName());
            });
  }
}
