package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.net.Networks;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.smtp.session.SmtpSettings.TrustedClients;
import org.posthorn.testkit.FakeTls;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.Transcript;

/** Submission by the key of a TLS client certificate, with and without AUTH EXTERNAL. */
class ClientCertificateTest {
  private static final String AUTH =
      "SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 PLAIN LOGIN";

  private final Listener submission = new Listener(Role.SUBMISSION);

  @Test
  void knownKeyNeedsNoAuth() {
    play(
        submission,
        implicit("key1"),
        """
        S: 220 ${_}
        C: EHLO client.example
        S: 250-${host}
        S: 250-PIPELINING
        S: 250-SIZE 104857600
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250-CHUNKING
        S: 250-BINARYMIME
        S: 250-DSN
        S: 250-DELIVERBY
        S: 250-NO-SOLICITING
        S: 250-RRVS
        S: 250-FUTURERELEASE 5184000 2027-01-21T03:47:07Z
        S: 250-MT-PRIORITY
        S: 250-BURL imap
        S: 250-REQUIRETLS
        S: 250-ENHANCEDSTATUSCODES
        S: 250-AUTH EXTERNAL ${auth}
        S: 250 LIMITS RCPTMAX=1000
        C: MAIL FROM:<user1@posthorn.test>
        S: 250 2.1.0 Sender OK
        C: RCPT TO:<user2@posthorn.test>
        S: 250 2.1.5 Recipient OK
        C: DATA
        S: 354 ${_}
        C: From: user1@posthorn.test
        C:
        C: x
        C: .
        S: 250 ${_}
        C: AUTH EXTERNAL =
        S: 503 ${_}
        """);
    assertThat(submission.house.messages).hasSize(1);
  }

  @Test
  void externalLogsIn() { // RFC 4422 appendix A, RFC 4954 §4
    play(
        submission,
        startTls("key1"),
        """
        S: 220 ${_}
        C: HELO client.example
        S: 250 ${_}
        C: MAIL FROM:<user1@posthorn.test>
        S: 530 ${_}
        C: STARTTLS
        S: 220 ${_}
        TLS
        C: EHLO client.example
        S: 250-${host}
        S: 250-PIPELINING
        S: 250-SIZE 104857600
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250-CHUNKING
        S: 250-BINARYMIME
        S: 250-DSN
        S: 250-DELIVERBY
        S: 250-NO-SOLICITING
        S: 250-RRVS
        S: 250-FUTURERELEASE 5184000 2027-01-21T03:47:07Z
        S: 250-MT-PRIORITY
        S: 250-BURL imap
        S: 250-REQUIRETLS
        S: 250-ENHANCEDSTATUSCODES
        S: 250-AUTH EXTERNAL ${auth}
        S: 250 LIMITS RCPTMAX=1000
        C: AUTH EXTERNAL
        S: 334${_}
        C: dXNlcjJAcG9zdGhvcm4udGVzdA==
        S: 535 5.7.8 Authentication failed
        C: AUTH EXTERNAL =
        S: 235 2.7.0 Authentication successful
        """);
  }

  @Test
  void otherMechanismsAreForTheSameAccountOnly() {
    String right = "C: AUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAcG9zdGhvcm4=\n";
    assertThat(last(implicit("key2"), right)).startsWith("535 5.7.8");
    assertThat(last(implicit("key1"), right)).startsWith("235 2.7.0");
  }

  @Test
  void unknownKeyOrBrokenDirectoryNeedsAuth() {
    for (String key : new String[] {"nobodys", "crash"}) {
      assertThat(last(implicit(key), "C: MAIL FROM:<user1@posthorn.test>\n")).startsWith("530 ");
      assertThat(last(implicit(key), "C: AUTH EXTERNAL =\n")).startsWith("504 ");
    }
    assertThat(submission.failures).hasSize(2);
  }

  @Test
  void theKeyOfAProxyIsNotThatOfItsClients() {
    Networks all = Networks.parse("0.0.0.0/0, ::/0");
    submission.settings = submission.settings.withTrusted(new TrustedClients(all, all));
    for (FakeWire wire : new FakeWire[] {implicit("key2"), startTls("key2")}) {
      MemoryLine line = connect(submission, wire);
      line.send("XCLIENT ADDR=192.0.2.9\r\n".getBytes(US_ASCII));
      if (wire.canStartTls()) {
        line.send("STARTTLS\r\n".getBytes(US_ASCII));
      }
      line.send("EHLO a.test\r\nMAIL FROM:<>\r\nAUTH EXTERNAL =\r\n".getBytes(US_ASCII));
      line.send("AUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAcG9zdGhvcm4=\r\n".getBytes(US_ASCII));
      assertThat(line.unread())
          .contains("250-AUTH SCRAM", "530 ", "504 ", "235 2.7.0")
          .doesNotContain("EXTERNAL");
    }
  }

  @Test
  void elsewhereNobodyIsKnownByAKey() {
    Listener mx = new Listener(Role.MX);
    play(
        mx,
        implicit("crash"),
        """
        S: 220 ${_}
        C: HELO client.example
        S: 250 ${_}
        C: AUTH EXTERNAL =
        S: 5${_}
        """);
    assertThat(mx.failures).isEmpty();
  }

  /** What is answered to the last line after EHLO. */
  private String last(FakeWire wire, String command) {
    MemoryLine line = connect(submission, wire);
    line.send("EHLO client.example\r\n".getBytes(US_ASCII));
    line.send((command.substring(3).strip() + "\r\n").getBytes(US_ASCII));
    String all = line.unread().stripTrailing();
    return all.substring(all.lastIndexOf('\n') + 1);
  }

  private static void play(Listener listener, FakeWire wire, String script) {
    Transcript.of("transcript", script)
        .with("host", Listener.HOST)
        .with("auth", AUTH)
        .play(connection -> connect(listener, wire));
  }

  private static MemoryLine connect(Listener listener, FakeWire wire) {
    return new MemoryLine(wire, w -> new SmtpConversation(listener.service(), w));
  }

  private static FakeWire implicit(String key) {
    return new FakeWire(FakeWire.anyPeer().secured(new FakeTls(Optional.of(key))), false);
  }

  private static FakeWire startTls(String key) {
    FakeWire wire = new FakeWire(FakeWire.anyPeer(), true);
    wire.tlsToCome(new FakeTls(Optional.of(key)));
    return wire;
  }
}
