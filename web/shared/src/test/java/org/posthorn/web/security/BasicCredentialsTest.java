package org.posthorn.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7617 §2. */
class BasicCredentialsTest {
  @Test
  void theFirstColonEndsTheName() {
    assertThat(BasicCredentials.parse(header("bASIC ", "ann@a.test:pä:ss")))
        .hasValue(new BasicCredentials("ann@a.test", "pä:ss"));
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(BasicCredentials.parse(header("Basic ", "ann:secret")).toString())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ***", "Bearer YTpi", "Basic YWI=", "Basic //86YQ=="})
  void anythingElseIsNoCredentials(String header) {
    assertThat(BasicCredentials.parse(header)).isEmpty();
  }

  @Test
  void longHeadersAreNotLookedAt() {
    assertThat(BasicCredentials.parse(header("Basic ", "a:" + "b".repeat(4_000)))).isEmpty();
  }

  private static String header(String scheme, String credentials) {
    return scheme
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
