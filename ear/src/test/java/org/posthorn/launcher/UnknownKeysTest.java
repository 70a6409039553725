package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
  private final UnknownKeys unknown =
      new UnknownKeys(Set.of("posthorn.imap.message-limit", "posthorn.http.port"));

  @Test
  void theKeyThatWasProbablyMeantIsNamed() {
    assertThat(unknown.among(Set.of("posthorn.imap.mesage-limit", "posthorn.http.port")))
        .containsExactly(
            "posthorn.imap.mesage-limit is not a key; did you mean posthorn.imap.message-limit?");
    assertThat(unknown.among(Set.of("posthorn.pop3.leave-on-server", "payara.x")))
        .containsExactly("posthorn.pop3.leave-on-server is not a key.");
  }

  @Test
  void onlyVariablesThatAreNearlyOursAreMeant() {
    assertThat(
            unknown.amongVariables(
                Set.of(
                    "POSTHORN_HTTP_PORT",
                    "POSTHORN_SERVICE_HOST",
                    "POSTHORN_PORT_8080_TCP_ADDR",
                    "POSTHORN_CI",
                    "POSTHORN_LISTENER_EXTRA_PORT",
                    "PATH")))
        .isEmpty();
    assertThat(unknown.amongVariables(Set.of("POSTHORN_HTTP_PROT")))
        .containsExactly(
            "The variable POSTHORN_HTTP_PROT is not known; did you mean POSTHORN_HTTP_PORT?");
  }
}
