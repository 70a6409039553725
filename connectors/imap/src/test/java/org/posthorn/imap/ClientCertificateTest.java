package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.FakeTls;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.Transcript;
import org.posthorn.wire.Peer;

/** Logging in by the key of a TLS client certificate: PREAUTH and EXTERNAL. */
class ClientCertificateTest {
  private static final String LOGIN =
      "AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1-PLUS"
          + " AUTH=SCRAM-SHA-1 AUTH=PLAIN AUTH=LOGIN";

  private final ImapLines lines = ImapLines.fromAfar(new FakeStore());

  @Test
  void knownKeyIsPreauthenticatedOnImplicitTls() { // RFC 9051 §7.1.4
    play(
        implicit("ann-key"),
        """
        S: * PREAUTH [CAPABILITY ${after}] mx.posthorn.test knows you as ann@posthorn.test
        C: a STATUS INBOX (MESSAGES)
        S: * STATUS INBOX (MESSAGES 0)
        S: a OK ${_}
        C: b AUTHENTICATE EXTERNAL =
        S: b BAD ${_}
        C: c UNAUTHENTICATE
        S: c OK ${_}
        C: d AUTHENTICATE EXTERNAL =
        S: d OK [CAPABILITY ${after}] Logged in
        """);
  }

  @Test
  void keyWithoutPreauthUsesExternal() { // RFC 4422 appendix A
    play(
        implicit("ann-quiet-key"),
        """
        S: * OK [CAPABILITY ${all} AUTH=EXTERNAL ${login}] mx.posthorn.test ready
        C: a AUTHENTICATE EXTERNAL
        S: +${_}
        C: YW5uQHBvc3Rob3JuLnRlc3Q=
        S: a OK [CAPABILITY ${after}] Logged in
        """);
  }

  @Test
  void afterStartTlsThereIsExternalAndNoPreauth() {
    play(
        startTls("ann-key"),
        """
        S: * OK ${_}
        C: a AUTHENTICATE EXTERNAL =
        S: a NO [CANNOT] ${_}
        C: b STARTTLS
        S: b OK ${_}
        TLS
        C: c CAPABILITY
        S: * CAPABILITY ${all} AUTH=EXTERNAL ${login}
        S: c OK ${_}
        C: d LIST "" *
        S: d BAD ${_}
        C: e AUTHENTICATE external =
        S: e OK [CAPABILITY ${after}] Logged in
        """);
  }

  @Test
  void wrongIdentitiesAreRefused() {
    play(
        implicit("ann-quiet-key"),
        """
        S: * OK ${_}
        C: a AUTHENTICATE EXTERNAL Ym9iQHBvc3Rob3JuLnRlc3Q=
        S: a NO [AUTHENTICATIONFAILED] ${_}
        C: b AUTHENTICATE EXTERNAL AA==
        S: b BAD ${_}
        C: c AUTHENTICATE EXTERNAL
        S: +${_}
        C: *
        S: c BAD Authentication cancelled
        """);
  }

  @Test
  void otherMechanismsAreForTheSameAccountOnly() {
    play(
        implicit("bob-key"),
        """
        S: * OK ${_}
        C: a LOGIN ann@posthorn.test secret
        S: a NO [AUTHENTICATIONFAILED] ${_}
        C: b AUTHENTICATE PLAIN AGFubkBwb3N0aG9ybi50ZXN0AHNlY3JldA==
        S: b NO [AUTHENTICATIONFAILED] ${_}
        """);
    play(
        implicit("ann-quiet-key"),
        """
        S: * OK ${_}
        C: a LOGIN ann@posthorn.test secret
        S: a OK [CAPABILITY ${after}] Logged in
        """);
  }

  @Test
  void unknownKeyIsAsNone() {
    play(
        implicit("nobodys"),
        """
        S: * OK [CAPABILITY ${all} ${login}] mx.posthorn.test ready
        C: a AUTHENTICATE EXTERNAL =
        S: a NO [CANNOT] ${_}
        C: b LOGIN ann@posthorn.test secret
        S: b OK [CAPABILITY ${after}] Logged in
        """);
  }

  @Test
  void brokenDirectoryLetsPasswordsThrough() {
    play(
        implicit("broken"),
        """
        S: * OK [CAPABILITY ${all} ${login}] mx.posthorn.test ready
        C: a NOOP
        S: a OK ${_}
        """);
    assertThat(lines.failures()).hasSize(1);
  }

  private void play(FakeWire wire, String script) {
    Transcript.of("transcript", script)
        .with("after", ImapLines.AFTER_LOGIN)
        .with("all", "IMAP4rev2 IMAP4rev1 LITERAL+ SASL-IR ID ENABLE LANGUAGE")
        .with("login", LOGIN)
        .play(number -> lines.connect(wire));
  }

  private static FakeWire implicit(String key) {
    return new FakeWire(peer().secured(new FakeTls(Optional.of(key))), false);
  }

  private static FakeWire startTls(String key) {
    FakeWire wire = new FakeWire(peer(), true);
    wire.tlsToCome(new FakeTls(Optional.of(key)));
    return wire;
  }

  private static Peer peer() {
    return new Peer("t1", "192.0.2.1", 40000, "192.0.2.2", 993, Optional.empty());
  }
}
