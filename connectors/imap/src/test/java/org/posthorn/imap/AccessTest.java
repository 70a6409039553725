package org.posthorn.imap;

import org.junit.jupiter.api.Test;

/** What is there before and after login. RFC 9051 §6.1, §6.2, RFC 5161. */
class AccessTest {
  @Test
  void greetingNamesCapabilitiesAndLogoutEnds() { // RFC 9051 §6.1.3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
            C: a CAPABILITY
            S: * CAPABILITY ${before}
            S: a OK ${_}

            C: b logout
            S: * BYE Goodbye
            S: b OK ${_}
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
            S: a OK ${_}
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
            S: b BAD ${_}
            C: c AUTHENTICATE PLAIN
            S: c BAD ${_}
            C: d STARTTLS
            S: d BAD ${_}
            """);
  }

  @Test
  void commandsBeforeLoginAreRefused() { // RFC 9051 §3.1
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a SELECT INBOX
            S: a BAD ${_}
            C: b CHECK
            S: b BAD ${_}
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
            S: f OK ${_}
            C: g ID ("name" "Mutt" "os" NIL)
            S: * ID ("name" "Posthorn" "version" "1")
            S: g OK ${_}
            """);
  }

  @Test
  void enableSwitchesOn() { // RFC 5161 §3.1
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a ENABLE CONDSTORE X-NONE QRESYNC IMAP4REV2
            S: * ENABLED CONDSTORE QRESYNC IMAP4rev2
            S: a OK ${_}
            C: b ENABLE NOTHING
            S: * ENABLED
            S: b OK ${_}
            C: c ENABLE
            S: c BAD Missing space
            """);
  }
}
