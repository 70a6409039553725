package org.posthorn.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.sasl.SaslExchange.Step;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Tls;

class LoginGateTest {
  private static final Step GRANTED = Steps.finished(new Admission.Granted(OneUser.LOGIN));
  private static final Step DENIED = Steps.finished(new Admission.Denied());

  private final OneUser users = new OneUser("pencil");
  private final LoginGate gate =
      new LoginGate(new StandardMechanisms(false, new SecureRandom()), users);

  @Test
  void externalIsOfferedForAKnownKeyOnly() {
    assertThat(gate.offered(peer("key"))).doesNotContain("EXTERNAL");
    gate.identify(peer("other"));
    assertThat(gate.offered(peer("other"))).doesNotContain("EXTERNAL");
    assertThat(gate.start("EXTERNAL", peer("other"))).isEmpty();
    gate.identify(peer("key"));
    assertThat(gate.offered(peer("key")))
        .containsExactly("EXTERNAL", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN");
    gate.identify(Peers.CLEAR);
    assertThat(gate.holder()).isEmpty();
    assertThat(users.asked).isEmpty();
  }

  @Test
  void externalLogsInWithAndWithoutIdentity() { // RFC 4422 appendix A
    assertThat(external("")).isEqualTo(GRANTED);
    assertThat(external("user")).isEqualTo(GRANTED);
    assertThat(external("other")).isEqualTo(DENIED);
    assertThat(users.asked)
        .containsExactly(
            "EXTERNAL key '' 192.0.2.1",
            "EXTERNAL key 'user' 192.0.2.1",
            "EXTERNAL key 'other' 192.0.2.1");
  }

  @Test
  void malformedIdentities() {
    assertThat(external("us\0er")).isEqualTo(new Step.Malformed());
    assertThat(external("x".repeat(5000))).isEqualTo(new Step.Malformed());
    gate.identify(peer("key"));
    SaslExchange latin1 = gate.start("external", peer("key")).orElseThrow();
    assertThat(latin1.respond(new byte[] {'u', (byte) 0xE4})).isEqualTo(new Step.Malformed());
  }

  @Test
  void anotherAccountIsDeniedWhereAKeyIsKnown() {
    Authenticator other = new OnlyAccount(users, 8);
    assertThat(other.verify("user", "pencil", "PLAIN", "192.0.2.1").join())
        .isEqualTo(new Admission.Denied());
    assertThat(other.scramResult("user", true, "SCRAM-SHA-1", "192.0.2.1"))
        .isEqualTo(new Admission.Denied());
    assertThat(other.external("key", "", "192.0.2.1")).isEqualTo(new Admission.Denied());
    assertThat(other.keyLogin("key")).isEmpty();
    gate.identify(peer("key"));
    assertThat(gate.authenticator().verify("user", "pencil", "PLAIN", "192.0.2.1").join())
        .isEqualTo(new Admission.Granted(OneUser.LOGIN));
  }

  @Test
  void whoStopsWaitingIsNotWaitedFor() {
    new OnlyAccount(users, 8).verify("slow", "x", "PLAIN", "192.0.2.1").cancel(false);
    assertThat(users.slow).isCancelled();
  }

  private Step external(String identity) {
    gate.identify(peer("key"));
    return gate.start("external", peer("key")).orElseThrow().respond(identity.getBytes(UTF_8));
  }

  private static Peer peer(String key) {
    return Peers.CLEAR.secured(
        new Tls() {
          @Override
          public String protocol() {
            return "TLSv1.3";
          }

          @Override
          public String cipherSuite() {
            return "TLS_AES_128_GCM_SHA256";
          }

          @Override
          public Optional<byte[]> channelBinding(String type) {
            return Optional.empty();
          }

          @Override
          public Optional<String> clientKey() {
            return Optional.of(key);
          }
        });
  }
}
