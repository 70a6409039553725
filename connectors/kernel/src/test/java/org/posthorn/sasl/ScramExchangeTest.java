package org.posthorn.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.sasl.SaslExchange.Octets;
import org.posthorn.sasl.SaslExchange.Step;
import org.posthorn.wire.Peer;

class ScramExchangeTest {
  private static final byte[] SALT = StrictBase64.decode("W22ZaJ0SNY7soEsUEjb6gQ==").orElseThrow();
  private static final Peer TLS =
      Peers.secured(Map.of("tls-exporter", "exported", "tls-server-end-point", "hash"));
  private static final Step DENIED =
      new Step.Finished(new Admission.Denied(), Octets.of(new byte[0]));

  private final OneUser users = new OneUser("pencil", SALT);

  @Test
  void exampleOfTheStandard() { // RFC 7677 §3
    SaslExchange scram =
        new ScramExchange(
            new ScramBinding(ScramHash.SHA_256, false, Optional.empty()),
            users,
            "192.0.2.1",
            "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    assertThat(scram.respond(octets("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")))
        .isEqualTo(
            Steps.challenge(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                    + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
    assertThat(
            scram.respond(
                octets(
                    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")))
        .isEqualTo(
            Steps.finished(
                new Admission.Granted(OneUser.LOGIN),
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    assertThat(users.asked).containsExactly("SCRAM-SHA-256 user true 192.0.2.1");
  }

  @Test
  void bindsToTheChannel() { // RFC 9266, RFC 5929 §4
    assertThat(run(true, TLS, "p=tls-exporter,,", "exported", "pencil")).isTrue();
    assertThat(run(true, TLS, "p=tls-server-end-point,,", "hash", "pencil")).isTrue();
    assertThat(users.asked).contains("SCRAM-SHA-256-PLUS user true 192.0.2.1");
  }

  @Test
  void exampleOfTheFirstStandard() { // RFC 5802 §5
    byte[] salt = StrictBase64.decode("QSXCR+Q6sek8bf92").orElseThrow();
    SaslExchange scram =
        new ScramExchange(
            new ScramBinding(ScramHash.SHA_1, false, Optional.empty()),
            new OneUser("pencil", salt),
            "192.0.2.1",
            "3rfcNHYJY1ZVvWVs7j");
    assertThat(scram.respond(octets("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")))
        .isEqualTo(
            Steps.challenge(
                "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"));
    assertThat(
            scram.respond(
                octets(
                    "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                        + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")))
        .isEqualTo(
            Steps.finished(new Admission.Granted(OneUser.LOGIN), "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
  }

  @Test
  void bothHashesBindToTheChannel() {
    Peer old = Peers.secured(Map.of("tls-unique", "finished"));
    for (ScramHash hash : ScramHash.values()) {
      assertThat(run(hash, false, Peers.CLEAR, "n,,", "", "pencil")).isTrue();
      assertThat(run(hash, false, Peers.CLEAR, "n,,", "", "pencils")).isFalse();
      assertThat(run(hash, true, TLS, "p=tls-exporter,,", "exported", "pencil")).isTrue();
      assertThat(run(hash, true, TLS, "p=tls-exporter,,", "other", "pencil")).isFalse();
      assertThat(run(hash, true, old, "p=tls-unique,,", "finished", "pencil")).isTrue();
      assertThat(start(hash.mechanism(), old).respond(octets("y,,n=user,r=abc"))).isEqualTo(DENIED);
    }
  }

  @Test
  void proofOfAnotherHashIsMalformed() {
    SaslExchange scram = start("SCRAM-SHA-1", Peers.CLEAR);
    Step.Challenge challenge = (Step.Challenge) scram.respond(octets("n,,n=user,r=abc"));
    String nonce = text(challenge.octets()).split(",", 2)[0];
    String proof = StrictBase64.encode(new byte[32]);
    assertThat(scram.respond(octets("c=biws," + nonce + ",p=" + proof)))
        .isEqualTo(new Step.Malformed());
  }

  @Test
  void anotherChannelIsDenied() {
    assertThat(run(true, TLS, "p=tls-exporter,,", "other", "pencil")).isFalse();
    assertThat(users.asked).containsExactly("SCRAM-SHA-256-PLUS user false 192.0.2.1");
  }

  @Test
  void wrongPasswordIsDenied() {
    assertThat(run(false, TLS, "n,,", "", "pencils")).isFalse();
    assertThat(users.asked).containsExactly("SCRAM-SHA-256 user false 192.0.2.1");
  }

  @Test
  void authorizationIdentityMayBeTheUser() {
    assertThat(run(false, Peers.CLEAR, "n,a=User,", "", "pencil")).isTrue();
    assertThat(run(false, Peers.CLEAR, "y,,", "", "pencil")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y,,", "p=tls-exporter,,", "n,a=root,"})
  void withoutPlusTheseAreDenied(String header) { // y: RFC 5802 §6, the downgrade
    assertThat(start(false, TLS).respond(octets(header + "n=user,r=abc"))).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n,,", "y,,", "p=tls-unique,,", "p=,,"})
  void withPlusTheseAreDenied(String header) { // RFC 5802 §6
    assertThat(start(true, TLS).respond(octets(header + "n=user,r=abc"))).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,,",
        "n,,n=user",
        "n,,n=user,r=",
        "n,,n=user,r=a b",
        "n,,n=,r=abc",
        "n,,n=us=er,r=abc",
        "n,,n=us=2c,r=abc",
        "n,,m=ext,n=user,r=abc",
        "x,,n=user,r=abc",
        "n,user,n=user,r=abc",
        "n,a=,n=user,r=abc",
        "n,,r=abc,n=user",
        "n,,n=us\u0007er,r=abc"
      })
  void malformedFirstMessages(String message) {
    assertThat(start(false, TLS).respond(octets(message))).isEqualTo(new Step.Malformed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws",
        "c=biws,r=abc",
        "c=biws,r=abc,p=",
        "c=biws,r=abc,p=AAAA",
        "c=biws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ",
        "c=biws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVR=",
        "c=b*ws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "r=abc,c=biws,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
      })
  void malformedLastMessages(String message) {
    SaslExchange scram = start(false, Peers.CLEAR);
    scram.respond(octets("n,,n=user,r=abc"));
    assertThat(scram.respond(octets(message))).isEqualTo(new Step.Malformed());
    assertThat(users.asked).isEmpty();
  }

  @Test
  void anotherNonceIsDenied() {
    SaslExchange scram = start(false, Peers.CLEAR);
    scram.respond(octets("n,,n=user,r=abc"));
    String proof = StrictBase64.encode(new byte[32]);
    assertThat(scram.respond(octets("c=biws,r=abc,p=" + proof))).isEqualTo(DENIED);
    assertThat(users.asked).containsExactly("SCRAM-SHA-256 user false 192.0.2.1");
  }

  @Test
  void longMessagesAreRefused() {
    assertThat(start(false, TLS).respond(octets("n,,n=user,r=" + "a".repeat(1000))))
        .isEqualTo(new Step.Malformed());
    assertThat(start(false, TLS).respond(new byte[SaslText.MAX_OCTETS + 1]))
        .isEqualTo(new Step.Malformed());
  }

  @Test
  void nameIsUnescaped() { // RFC 5802 §5.1
    SaslExchange scram = start(false, Peers.CLEAR);
    Step.Challenge challenge =
        (Step.Challenge) scram.respond(octets("n,,n==3Duser=2C,r=abc,x=extension"));
    String proof = StrictBase64.encode(new byte[32]);
    String nonce = text(challenge.octets()).split(",", 2)[0];
    scram.respond(octets("c=biws," + nonce + ",p=" + proof));
    assertThat(users.asked).containsExactly("SCRAM-SHA-256 =user, false 192.0.2.1");
  }

  @Test
  void noncesDiffer() {
    assertThat(start(false, TLS).respond(octets("n,,n=user,r=abc")))
        .isNotEqualTo(start(false, TLS).respond(octets("n,,n=user,r=abc")));
  }

  @Test
  void keysNeedAPasswordSaltAndIterations() {
    assertThatThrownBy(() -> ScramDerivation.keys(ScramHash.SHA_256, "", SALT, 4096))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScramDerivation.keys(ScramHash.SHA_256, "x", new byte[8], 4096))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScramDerivation.keys(ScramHash.SHA_256, "x", SALT, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"YQ", "YR==", "YQ==\n", " YQ==", "Y", "Y*==", "YQ==YQ==", "\u0159Q=="})
  void base64IsStrict(String text) { // RFC 4648 §3
    assertThat(StrictBase64.decode(text)).isEmpty();
  }

  private boolean run(boolean plus, Peer peer, String header, String binding, String password) {
    return run(ScramHash.SHA_256, plus, peer, header, binding, password);
  }

  // a client as RFC 5802 §3 describes it; true when both sides are satisfied
  private boolean run(
      ScramHash hash, boolean plus, Peer peer, String header, String binding, String password) {
    SaslExchange scram = start(plus ? hash.plusMechanism() : hash.mechanism(), peer);
    String bare = "n=user,r=abc";
    Step.Challenge challenge = (Step.Challenge) scram.respond(octets(header + bare));
    String serverFirst = text(challenge.octets());
    String nonce = serverFirst.split(",", 2)[0];
    String withoutProof = "c=" + StrictBase64.encode(octets(header + binding)) + ',' + nonce;
    String authMessage = bare + ',' + serverFirst + ',' + withoutProof;
    byte[] salted = ScramDerivation.saltedPassword(hash, password, SALT, 4096);
    byte[] clientKey = ScramDerivation.hmac(hash, salted, "Client Key");
    byte[] proof = ScramDerivation.hmac(hash, ScramDerivation.digest(hash, clientKey), authMessage);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    Step.Finished end =
        (Step.Finished) scram.respond(octets(withoutProof + ",p=" + StrictBase64.encode(proof)));
    byte[] signature =
        ScramDerivation.hmac(hash, ScramDerivation.hmac(hash, salted, "Server Key"), authMessage);
    return end.admission() instanceof Admission.Granted
        && Arrays.equals(end.last().toArray(), octets("v=" + StrictBase64.encode(signature)));
  }

  private SaslExchange start(boolean plus, Peer peer) {
    return start(plus ? "SCRAM-SHA-256-PLUS" : "SCRAM-SHA-256", peer);
  }

  private SaslExchange start(String mechanism, Peer peer) {
    return new StandardMechanisms(false, new SecureRandom())
        .start(mechanism, peer, users)
        .orElseThrow();
  }

  private static String text(Octets octets) {
    return new String(octets.toArray(), UTF_8);
  }

  private static byte[] octets(String text) {
    return text.getBytes(UTF_8);
  }
}
