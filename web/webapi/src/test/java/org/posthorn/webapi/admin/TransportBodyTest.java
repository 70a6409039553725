package org.posthorn.webapi.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.transports.value.PasswordChange;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportTls;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.problem.ProblemException;

class TransportBodyTest {
  private static TransportBody body(String kind, String host, String tls, String login) {
    return new TransportBody(
        given(kind),
        given(host),
        Optional.empty(),
        given(tls),
        given(login),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(any -> !any.isEmpty());
  }

  @Test
  void portsAreTheUsualOnes() {
    assertThat(body("smtp", "a.test", "", "").toSpec().port()).isEqualTo(25);
    assertThat(body("smtp", "a.test", "", "ann").toSpec().port()).isEqualTo(587);
    assertThat(body("smtp", "a.test", "implicit", "ann").toSpec().port()).isEqualTo(465);
    assertThat(body("lmtp", "a.test", "none", "").toSpec().port()).isEqualTo(24);
  }

  @Test
  void aPatchChangesWhatItNames() {
    TransportSpec old = body("smtp", "a.test", "", "ann").toSpec();
    TransportSpec changed =
        TransportBody.apply(new MergePatch<>(body("", "b.test", "", ""), Set.of("login")), old);
    assertThat(changed.host()).contains("b.test");
    assertThat(changed.login()).isEmpty();
    assertThat(changed.port()).isEqualTo(587);
    assertThat(changed.tls()).isEqualTo(TransportTls.STARTTLS);
    MergePatch<TransportBody> nothing = new MergePatch<>(body("", "", "", ""), Set.of());
    assertThat(TransportBody.password(nothing)).isEqualTo(PasswordChange.KEEP);
    assertThat(
            TransportBody.password(new MergePatch<>(body("", "", "", ""), Set.of("password")))
                .changes())
        .isTrue();
  }

  @Test
  void unknownWordsAreRefused() {
    assertThatThrownBy(() -> body("pigeon", "", "", "").toSpec())
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> body("smtp", "a.test", "maybe", "").toSpec())
        .isInstanceOf(ProblemException.class);
  }
}
