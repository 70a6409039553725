package org.posthorn.imap;

import org.junit.jupiter.api.Test;

class AccessTest {
  @Test
  void greetingNamesCapabilitiesAndLogoutEnds() { // RFC 9051 §6.1.3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
            C: a CAPABILITY
            S: * CAPABILITY ${before}
            S: a OK That is all

            C: b logout
            S: * BYE Goodbye
            S: b OK Logged out
            CLOSED
            """);
  }

  @Test
  void longestIdIsTakenBeforeLogin() { // RFC 2971 §3.3
    StringBuilder fields = new StringBuilder();
    for (int i = 10; i < 40; i++) {
      fields.append(" \"").append("n".repeat(28)).append(i);
      fields.append("\" \"").append("v".repeat(1024)).append('"');
    }
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a ID (FIELDS)
            S: * ID ("name" "Posthorn" "version" "1")
            S: a OK Pleased to meet you
            """
                .replace("FIELDS", fields.substring(1)));
  }

  @Test
  void loginGivesTheCapabilitiesAfterIt() { // RFC 9051 §6.2.3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a LOGIN ann@posthorn.test "secret"
            S: a OK [CAPABILITY ${after}] Logged in
            C: b LOGIN ann@posthorn.test "secret"
            S: b BAD Logged in already
            C: c AUTHENTICATE PLAIN
            S: c BAD Logged in already
            C: d STARTTLS
            S: d BAD Logged in already
            """);
  }

  @Test
  void loginFailuresSayNoMoreThanNeeded() { // RFC 5530 §3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a LOGIN eve wrong
            S: a NO [AUTHENTICATIONFAILED] Wrong user or password
            C: b LOGIN throttled x
            S: b NO [LIMIT] Too many failures, come back later
            C: c LOGIN unavailable x
            S: c NO [UNAVAILABLE] Not possible now, try again later
            """);
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
            S: a NO [PRIVACYREQUIRED] Start TLS first
            C: b AUTHENTICATE PLAIN
            S: b NO [CANNOT] Mechanism is not offered

            C: c STARTTLS
            S: c OK Begin TLS now
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
            S: a OK Begin TLS now
            TLS
            C: c NOOP
            S: c OK Nothing done
            C: d STARTTLS
            S: d BAD TLS is active already
            C: e SELECT INBOX
            S: e BAD Log in first
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
            S: b BAD That is not base64
            C: c AUTHENTICATE PLAIN =
            S: c BAD That is not how the mechanism goes
            C: d AUTHENTICATE NONE
            S: d NO [CANNOT] Mechanism is not offered
            C: e AUTHENTICATE PLAIN
            S: +${_}
            X: AGFubkBwb3N0aG9ybi50ZXN0AHNlY\\0\\r\\n
            S: e BAD Command has CR, LF or NUL in its text
            C: f AUTHENTICATE PLAIN AGFubkBwb3N0aG9ybi50ZXN0AHdyb25n
            S: f NO [AUTHENTICATIONFAILED] Wrong user or password
            """);
  }

  @Test
  void commandsBeforeLoginAreRefused() { // RFC 9051 §3.1
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a SELECT INBOX
            S: a BAD Log in first
            C: b CHECK
            S: b BAD Select a mailbox first
            C: c NOTHING
            S: c BAD Unknown command
            C: d
            S: d BAD Missing tag or command
            C:
            S: * BAD Missing tag or command
            C: + NOOP
            S: * BAD Missing tag or command
            C: e NOOP now
            S: e BAD Unexpected text at the end of the command
            C: f ID NIL
            S: * ID ("name" "Posthorn" "version" "1")
            S: f OK Pleased to meet you
            C: g ID ("name" "Mutt" "os" NIL)
            S: * ID ("name" "Posthorn" "version" "1")
            S: g OK Pleased to meet you
            """);
  }

  @Test
  void tenFailuresBeforeLoginEndIt() {
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a0 LOGIN x y
            S: a0 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a1 LOGIN x y
            S: a1 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a2 LOGIN x y
            S: a2 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a3 LOGIN x y
            S: a3 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a4 LOGIN x y
            S: a4 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a5 LOGIN x y
            S: a5 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a6 LOGIN x y
            S: a6 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a7 LOGIN x y
            S: a7 NO [AUTHENTICATIONFAILED] Wrong user or password
            C: a8 LOGIN x y
            S: a8 NO [AUTHENTICATIONFAILED] Wrong user or password

            C: b NONSENSE
            S: b BAD Unknown command
            S: * BYE Too many failures
            CLOSED
            """);
  }

  @Test
  void fiftyBadCommandsInARowEndIt() {
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a0 X
            S: a0 BAD Unknown command
            C: a1 X
            S: a1 BAD Unknown command
            C: a2 X
            S: a2 BAD Unknown command
            C: a3 X
            S: a3 BAD Unknown command
            C: a4 X
            S: a4 BAD Unknown command
            C: a5 X
            S: a5 BAD Unknown command
            C: a6 X
            S: a6 BAD Unknown command
            C: a7 X
            S: a7 BAD Unknown command
            C: a8 X
            S: a8 BAD Unknown command
            C: a9 X
            S: a9 BAD Unknown command
            C: a10 X
            S: a10 BAD Unknown command
            C: a11 X
            S: a11 BAD Unknown command
            C: a12 X
            S: a12 BAD Unknown command
            C: a13 X
            S: a13 BAD Unknown command
            C: a14 X
            S: a14 BAD Unknown command
            C: a15 X
            S: a15 BAD Unknown command
            C: a16 X
            S: a16 BAD Unknown command
            C: a17 X
            S: a17 BAD Unknown command
            C: a18 X
            S: a18 BAD Unknown command
            C: a19 X
            S: a19 BAD Unknown command
            C: a20 X
            S: a20 BAD Unknown command
            C: a21 X
            S: a21 BAD Unknown command
            C: a22 X
            S: a22 BAD Unknown command
            C: a23 X
            S: a23 BAD Unknown command
            C: a24 X
            S: a24 BAD Unknown command
            C: a25 X
            S: a25 BAD Unknown command
            C: a26 X
            S: a26 BAD Unknown command
            C: a27 X
            S: a27 BAD Unknown command
            C: a28 X
            S: a28 BAD Unknown command
            C: a29 X
            S: a29 BAD Unknown command
            C: a30 X
            S: a30 BAD Unknown command
            C: a31 X
            S: a31 BAD Unknown command
            C: a32 X
            S: a32 BAD Unknown command
            C: a33 X
            S: a33 BAD Unknown command
            C: a34 X
            S: a34 BAD Unknown command
            C: a35 X
            S: a35 BAD Unknown command
            C: a36 X
            S: a36 BAD Unknown command
            C: a37 X
            S: a37 BAD Unknown command
            C: a38 X
            S: a38 BAD Unknown command
            C: a39 X
            S: a39 BAD Unknown command
            C: a40 X
            S: a40 BAD Unknown command
            C: a41 X
            S: a41 BAD Unknown command
            C: a42 X
            S: a42 BAD Unknown command
            C: a43 X
            S: a43 BAD Unknown command
            C: a44 X
            S: a44 BAD Unknown command
            C: a45 X
            S: a45 BAD Unknown command
            C: a46 X
            S: a46 BAD Unknown command
            C: a47 X
            S: a47 BAD Unknown command
            C: a48 X
            S: a48 BAD Unknown command
            C: c NOOP
            S: c OK Nothing done
            C: b0 X
            S: b0 BAD Unknown command
            C: b1 X
            S: b1 BAD Unknown command
            C: b2 X
            S: b2 BAD Unknown command
            C: b3 X
            S: b3 BAD Unknown command
            C: b4 X
            S: b4 BAD Unknown command
            C: b5 X
            S: b5 BAD Unknown command
            C: b6 X
            S: b6 BAD Unknown command
            C: b7 X
            S: b7 BAD Unknown command
            C: b8 X
            S: b8 BAD Unknown command
            C: b9 X
            S: b9 BAD Unknown command
            C: b10 X
            S: b10 BAD Unknown command
            C: b11 X
            S: b11 BAD Unknown command
            C: b12 X
            S: b12 BAD Unknown command
            C: b13 X
            S: b13 BAD Unknown command
            C: b14 X
            S: b14 BAD Unknown command
            C: b15 X
            S: b15 BAD Unknown command
            C: b16 X
            S: b16 BAD Unknown command
            C: b17 X
            S: b17 BAD Unknown command
            C: b18 X
            S: b18 BAD Unknown command
            C: b19 X
            S: b19 BAD Unknown command
            C: b20 X
            S: b20 BAD Unknown command
            C: b21 X
            S: b21 BAD Unknown command
            C: b22 X
            S: b22 BAD Unknown command
            C: b23 X
            S: b23 BAD Unknown command
            C: b24 X
            S: b24 BAD Unknown command
            C: b25 X
            S: b25 BAD Unknown command
            C: b26 X
            S: b26 BAD Unknown command
            C: b27 X
            S: b27 BAD Unknown command
            C: b28 X
            S: b28 BAD Unknown command
            C: b29 X
            S: b29 BAD Unknown command
            C: b30 X
            S: b30 BAD Unknown command
            C: b31 X
            S: b31 BAD Unknown command
            C: b32 X
            S: b32 BAD Unknown command
            C: b33 X
            S: b33 BAD Unknown command
            C: b34 X
            S: b34 BAD Unknown command
            C: b35 X
            S: b35 BAD Unknown command
            C: b36 X
            S: b36 BAD Unknown command
            C: b37 X
            S: b37 BAD Unknown command
            C: b38 X
            S: b38 BAD Unknown command
            C: b39 X
            S: b39 BAD Unknown command
            C: b40 X
            S: b40 BAD Unknown command
            C: b41 X
            S: b41 BAD Unknown command
            C: b42 X
            S: b42 BAD Unknown command
            C: b43 X
            S: b43 BAD Unknown command
            C: b44 X
            S: b44 BAD Unknown command
            C: b45 X
            S: b45 BAD Unknown command
            C: b46 X
            S: b46 BAD Unknown command
            C: b47 X
            S: b47 BAD Unknown command
            C: b48 X
            S: b48 BAD Unknown command
            C: b49 X
            S: b49 BAD Unknown command
            S: * BYE Too many failures
            CLOSED
            """);
  }

  @Test
  void enableSwitchesOn() { // RFC 5161 §3.1
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a ENABLE CONDSTORE X-NONE QRESYNC IMAP4REV2
            S: * ENABLED CONDSTORE QRESYNC IMAP4rev2
            S: a OK Enabled
            C: b ENABLE NOTHING
            S: * ENABLED
            S: b OK Enabled
            C: c ENABLE
            S: c BAD Missing space
            """);
  }
}
