package org.posthorn.webapi.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.transports.value.PasswordChange;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportTls;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.body.TestBinding;
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

  @Test
  void bodiesAreRead() {
    CreateTransport made =
        TestBinding.bind(
                "{\"name\":\"out\",\"kind\":\"smtp\",\"host\":\"a.test\",\"port\":2525,"
                    + "\"login\":\"ann\",\"password\":\"secret\"}",
                CreateTransport.class)
            .orThrow();
    assertThat(made.body().toSpec().port()).isEqualTo(2525);
    assertThat(made.password()).contains("secret");
    assertThat(made.toString() + made.body()).doesNotContain("secret");
    RouteBody.Add route =
        TestBinding.bind(
                "{\"recipientDomains\":[\"B.test\",\".c.test\"],\"minimumAttempts\":2,"
                    + "\"transport\":\"out\"}",
                RouteBody.Add.class)
            .orThrow();
    assertThat(route.body().toSpec())
        .isEqualTo(new RouteSpec(0, List.of(), List.of("b.test", ".c.test"), 2, "out"));
    TransportSpec old = made.body().toSpec();
    MergePatch<TransportBody> patch =
        TestBinding.patch("{\"port\":26,\"login\":null}", TransportBody.class);
    assertThat(TransportBody.apply(patch, old).port()).isEqualTo(26);
    assertThat(TransportBody.apply(patch, old).login()).isEmpty();
    SuppressionView.Add address =
        TestBinding.bind(
                "{\"account\":\"a@a.test\",\"address\":\"b@b.test\"}", SuppressionView.Add.class)
            .orThrow();
    assertThat(address.address()).isEqualTo("b@b.test");
  }
}
