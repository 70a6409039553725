package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.posthorn.sasl.Admission;
import org.posthorn.testkit.MemoryLine;

/** LOGIN and AUTHENTICATE. RFC 9051 §6.2. */
class LoginTest {
  @Test
  void loginFailuresSayNoMoreThanNeeded() { // RFC 5530 §3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a LOGIN eve wrong
            S: a NO [AUTHENTICATIONFAILED] ${_}
            C: b LOGIN throttled x
            S: b NO [UNAVAILABLE] Too many failed logins, try again in 30 seconds
            C: c LOGIN unavailable x
            S: c NO [UNAVAILABLE] ${_}
            """);
  }

  @Test
  void whoGuessesIsSlowedFromTheThirdFailureOnUntilTheyLogIn() {
    List<CompletableFuture<?>> seconds = new ArrayList<>();
    MemoryLine line = ImapLines.to(new FakeStore()).connectSlowly(seconds);
    line.send("a LOGIN x y\r\nb LOGIN x y\r\n".getBytes(UTF_8));
    assertThat(line.unread()).endsWith("b NO [AUTHENTICATIONFAILED] Authentication failed\r\n");
    line.take();
    line.send("c LOGIN x y\r\nd LOGIN ann@posthorn.test secret\r\ne NOOP\r\n".getBytes(UTF_8));
    assertThat(new String(line.take(), UTF_8)).isEqualTo("c");
    int passed = 0;
    while (!seconds.isEmpty()) {
      seconds.remove(0).complete(null);
      line.settle();
      passed++;
    }
    assertThat(passed).isEqualTo(25 + 1); // the answer, and the next reading
    assertThat(line.unread()).contains("\r\nd OK [CAPABILITY ").endsWith("e OK NOOP completed\r\n");
  }

  @Test
  void loginThatIsBeingCheckedIsAnsweredLater() {
    for (String how : new String[] {"LOGIN slow x", "AUTHENTICATE PLAIN AHNsb3cAeA=="}) {
      FakeStore store = new FakeStore();
      MemoryLine line = ImapLines.to(store).connect();
      String greeting = line.unread();
      line.send(("a " + how + "\r\nb NOOP\r\nc LOGOUT\r\n").getBytes(UTF_8));
      assertThat(line.unread()).isEqualTo(greeting);
      store.logins().slowLogin.complete(new Admission.Denied());
      line.settle();
      assertThat(line.unread())
          .contains("a NO [AUTHENTICATIONFAILED] Authentication failed\r\nb OK ")
          .contains("\r\nc OK ");
    }
  }

  @Test
  void nobodyWaitsForTheLoginOfAPeerThatHasGone() {
    FakeStore store = new FakeStore();
    MemoryLine line = ImapLines.to(store).connect();
    line.send("a LOGIN slow x\r\n".getBytes(UTF_8));
    line.close();
    assertThat(store.logins().slowLogin).isCancelled();
  }

  @Test
  void loginTakesLiterals() { // RFC 9051 §4.3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a LOGIN {17}
            S: + Go ahead
            C: ann@posthorn.test {6+}
            C: secret
            S: a OK ${_}
            """);
  }

  @Test
  void passwordsDoNotTravelInPlainFromAfar() { // RFC 9051 §11.2
    ImapLines.fromAfar(new FakeStore())
        .play(
            """
            S: * OK [CAPABILITY IMAP4rev2 IMAP4rev1 LITERAL+ SASL-IR ID ENABLE LANGUAGE STARTTLS LOGINDISABLED AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1] ${_}
            C: a LOGIN ann@posthorn.test secret
            S: a NO [PRIVACYREQUIRED] ${_}
            C: b AUTHENTICATE PLAIN
            S: b NO [CANNOT] ${_}

            C: c STARTTLS
            S: c OK ${_}
            TLS
            C: d CAPABILITY
            S: * CAPABILITY ${tls}
            S: d OK ${_}
            C: e LOGIN ann@posthorn.test secret
            S: e OK ${_}
            """);
  }

  @Test
  void whatCameBeforeTlsIsForgotten() { // RFC 9051 §6.2.1
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a STARTTLS
            C: b LOGIN ann@posthorn.test secret
            S: a OK ${_}
            TLS
            C: c NOOP
            S: c OK ${_}
            C: d STARTTLS
            S: d BAD TLS is active already
            C: e SELECT INBOX
            S: e BAD ${_}
            """);
  }

  @Test
  void authenticatesByPlain() { // RFC 9051 §6.2.2
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a AUTHENTICATE PLAIN
            S: +${_}
            C: AGFubkBwb3N0aG9ybi50ZXN0AHNlY3JldA==
            S: a OK [CAPABILITY ${after}] Logged in
            """);
  }

  @Test
  void authenticatesWithInitialResponse() { // RFC 4959
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a AUTHENTICATE PLAIN AGFubkBwb3N0aG9ybi50ZXN0AHNlY3JldA==
            S: a OK [CAPABILITY ${after}] Logged in
            """);
  }

  @Test
  void authenticatesByLogin() {
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a AUTHENTICATE LOGIN
            S: + VXNlcm5hbWU6
            C: YW5uQHBvc3Rob3JuLnRlc3Q=
            S: + UGFzc3dvcmQ6
            C: c2VjcmV0
            S: a OK ${_}
            """);
  }

  @Test
  void authenticationCanBeCancelledOrBroken() { // RFC 9051 §6.2.2
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a AUTHENTICATE PLAIN
            S: +${_}
            C: *
            S: a BAD Authentication cancelled
            C: b AUTHENTICATE PLAIN
            S: +${_}
            C: !!!
            S: b BAD ${_}
            C: c AUTHENTICATE PLAIN =
            S: c BAD ${_}
            C: d AUTHENTICATE NONE
            S: d NO [CANNOT] ${_}
            C: e AUTHENTICATE PLAIN
            S: +${_}
            X: AGFubkBwb3N0aG9ybi50ZXN0AHNlY\\0\\r\\n
            S: e BAD Command has CR, LF or NUL in its text
            C: f AUTHENTICATE PLAIN AGFubkBwb3N0aG9ybi50ZXN0AHdyb25n
            S: f NO [AUTHENTICATIONFAILED] ${_}
            """);
  }
}
