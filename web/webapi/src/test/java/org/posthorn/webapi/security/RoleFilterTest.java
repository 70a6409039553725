package org.posthorn.webapi.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.web.security.RequestLogin;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.Problem;

class RoleFilterTest {
  private static final Access ADMINISTRATORS = new Access(false, Set.of(Role.ADMINISTRATOR));
  private static final Admission GRANTED = new Admission.Granted(new Login(1, "ann@a.test"));

  private final RoleFilter filter = new RoleFilter();

  RoleFilterTest() {
    filter.login =
        new RequestLogin() {
          @Override
          public List<String> challenges() {
            return List.of("Basic realm=\"Posthorn\"");
          }
        };
  }

  /** As resources are annotated. */
  @RolesAllowed(Role.USER)
  static class Annotated {
    void inherited() {}

    @RolesAllowed(Role.ADMINISTRATOR)
    void own() {}

    @PermitAll
    void everybody() {}

    @DenyAll
    void nobody() {}
  }

  /** As none must be. */
  static class Forgotten {
    void method() {}
  }

  @Test
  void methodsSayWhoMayCallThemBeforeTheirClassDoes() throws Exception {
    assertThat(access(Annotated.class, "inherited").roles()).containsExactly(Role.USER);
    assertThat(access(Annotated.class, "own")).isEqualTo(ADMINISTRATORS);
    assertThat(access(Annotated.class, "everybody").everybody()).isTrue();
    assertThat(access(Annotated.class, "nobody")).isEqualTo(new Access(false, Set.of()));
  }

  @Test
  void aMethodThatSaysNothingMayBeCalledByNobody() throws Exception {
    Access access = access(Forgotten.class, "method");
    assertThat(access).isEqualTo(new Access(false, Set.of()));
    assertThat(refusal(access, Optional.of(GRANTED), Role.USER, Role.ADMINISTRATOR))
        .hasValueSatisfying(response -> assertThat(response.getStatus()).isEqualTo(403));
  }

  @Test
  void theRoleDecides() {
    assertThat(refusal(ADMINISTRATORS, Optional.of(GRANTED), Role.ADMINISTRATOR)).isEmpty();
    assertThat(status(Optional.of(GRANTED))).isEqualTo(403);
  }

  @Test
  void whoShowsNoCredentialsHearsTheSameAsWithWrongOnes() {
    Response none = refusal(ADMINISTRATORS, Optional.empty()).orElseThrow();
    Response wrong = refusal(ADMINISTRATORS, Optional.of(new Admission.Denied())).orElseThrow();
    assertThat(none.getStatus()).isEqualTo(401);
    assertThat(none.getHeaderString("WWW-Authenticate")).startsWith("Basic "); // RFC 9110 §11.6.1
    assertThat(wrong.getHeaders()).isEqualTo(none.getHeaders());
    assertThat(wrong.getEntity()).isEqualTo(none.getEntity());
  }

  @Test
  void throttledClientsHearWhenToTryAgain() {
    Admission throttled = new Admission.Throttled(Duration.ofMillis(61_500));
    Response response = refusal(ADMINISTRATORS, Optional.of(throttled)).orElseThrow();
    assertThat(response.getStatus()).isEqualTo(429);
    assertThat(response.getHeaderString("Retry-After")).isEqualTo("62");
    assertThat(((Problem) response.getEntity()).detail()).contains("62 seconds");
    assertThat(status(Optional.of(new Admission.Unavailable()))).isEqualTo(503);
  }

  private int status(Optional<Admission> admission) {
    return refusal(ADMINISTRATORS, admission).orElseThrow().getStatus();
  }

  private Optional<Response> refusal(
      Access access, Optional<Admission> admission, String... roles) {
    return filter.refusal(access, admission, new Caller(Set.of(roles)));
  }

  private static Access access(Class<?> type, String method) throws NoSuchMethodException {
    return Access.of(type.getDeclaredMethod(method), type);
  }

  private record Caller(Set<String> roles) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return () -> "ann@a.test";
    }

    @Override
    public boolean isUserInRole(String role) {
      return roles.contains(role);
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String getAuthenticationScheme() {
      return BASIC_AUTH;
    }
  }
}
