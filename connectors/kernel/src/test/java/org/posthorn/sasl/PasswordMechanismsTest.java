package org.posthorn.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.sasl.SaslExchange.Octets;
import org.posthorn.sasl.SaslExchange.Step;

class PasswordMechanismsTest {
  private static final Step GRANTED =
      new Step.Finished(new Admission.Granted(OneUser.LOGIN), Octets.of(new byte[0]));
  private static final Step DENIED =
      new Step.Finished(new Admission.Denied(), Octets.of(new byte[0]));

  private final OneUser users = new OneUser("päß wörd");
  private final StandardMechanisms mechanisms = new StandardMechanisms(true, new SecureRandom());

  @Test
  void plainGrantsTheRightPassword() {
    assertThat(plain("\0user\0päß wörd")).isEqualTo(GRANTED);
    assertThat(users.asked).containsExactly("PLAIN user päß wörd 192.0.2.1");
  }

  @Test
  void whatIsCheckedLaterIsWaitedFor() {
    assertThat(plain("\0slow\0x")).isEqualTo(new Step.Waiting(users.slow));
    users.slow.complete(new Admission.Granted(OneUser.LOGIN));
    assertThat(plain("\0slow\0x")).isEqualTo(GRANTED);
  }

  @Test
  void plainPreparesThePassword() { // RFC 8265 §4.2.2
    assertThat(plain("\0user\0pa\u0308ß\u00a0wo\u0308rd")).isEqualTo(GRANTED);
  }

  @Test
  void plainDeniesTheWrongPassword() {
    assertThat(plain("\0user\0wrong")).isEqualTo(DENIED);
  }

  @Test
  void plainTakesAnAuthorizationIdentityOnlyOfTheUser() {
    assertThat(plain("USER\0user\0päß wörd")).isEqualTo(GRANTED);
    assertThat(plain("root\0user\0päß wörd")).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\0", "user", "\0user", "\0user\0", "\0\0pass", "\0u\0p\0", "\0u\nv\0p"})
  void plainRefusesOtherForms(String message) {
    assertThat(plain(message)).isEqualTo(new Step.Malformed());
    assertThat(users.asked).isEmpty();
  }

  @Test
  void plainRefusesWhatIsNotUtf8OrHasNoEnd() {
    assertThat(start("PLAIN").respond(new byte[] {0, 'u', 0, (byte) 0xFF}))
        .isEqualTo(new Step.Malformed());
    assertThat(plain("\0user\0" + "x".repeat(SaslText.MAX_OCTETS))).isEqualTo(new Step.Malformed());
  }

  @Test
  void loginAsksForNameAndPassword() {
    SaslExchange login = start("LOGIN");
    assertThat(login.respond(octets(""))).isEqualTo(Steps.challenge("Username:"));
    assertThat(login.respond(octets("user"))).isEqualTo(Steps.challenge("Password:"));
    assertThat(login.respond(octets("päß wörd"))).isEqualTo(GRANTED);
  }

  @Test
  void loginTakesTheNameAsInitialResponse() {
    SaslExchange login = start("LOGIN");
    assertThat(login.respond(octets("user"))).isEqualTo(Steps.challenge("Password:"));
    assertThat(login.respond(octets("wrong"))).isEqualTo(DENIED);
  }

  @Test
  void loginRefusesEmptyNamesAndPasswords() {
    SaslExchange noName = start("LOGIN");
    noName.respond(octets(""));
    assertThat(noName.respond(octets(""))).isEqualTo(new Step.Malformed());
    SaslExchange noPassword = start("LOGIN");
    noPassword.respond(octets("user"));
    assertThat(noPassword.respond(octets(""))).isEqualTo(new Step.Malformed());
    assertThat(users.asked).isEmpty();
  }

  @Test
  void passwordsInClearAreOfferedOnlyWhereAllowed() {
    StandardMechanisms strict = new StandardMechanisms(false, new SecureRandom());
    assertThat(strict.offered(Peers.CLEAR)).containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1");
    assertThat(strict.start("PLAIN", Peers.CLEAR, users)).isEmpty();
    assertThat(strict.offered(Peers.secured(Map.of())))
        .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN");
    assertThat(strict.offered(Peers.secured(Map.of("tls-exporter", "x"))))
        .containsExactly(
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-1",
            "PLAIN",
            "LOGIN");
    assertThat(mechanisms.offered(Peers.CLEAR))
        .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN");
    assertThat(mechanisms.start("CRAM-MD5", Peers.CLEAR, users)).isEmpty();
  }

  @Test
  void onlyLoginLetsTheServerSpeakFirst() {
    assertThat(mechanisms.clientFirst("login")).isFalse();
    assertThat(mechanisms.clientFirst("PLAIN")).isTrue();
    assertThat(mechanisms.clientFirst("SCRAM-SHA-256")).isTrue();
  }

  private Step plain(String message) {
    return start("plain").respond(octets(message));
  }

  private SaslExchange start(String mechanism) {
    return mechanisms.start(mechanism, Peers.CLEAR, users).orElseThrow();
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
