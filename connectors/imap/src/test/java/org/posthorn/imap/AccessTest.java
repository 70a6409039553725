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
  void loginGivesTheCapabilitiesAfterIt() {
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a LOGIN ann@posthorn.test "secret"
            S: a OK [CAPABILITY ${after}] Logged in
            C: b LOGIN ann@posthorn.test "secret"
            S: b BAD Logged in already
            """);
  }
}
