package org.posthorn.imap;

import org.junit.jupiter.api.Test;

/** How many failures a client may have. */
class PatienceTest {
  @Test
  void tenFailuresBeforeLoginEndIt() {
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK ${_}
            C: a0 LOGIN x y
            S: a0 NO [AUTHENTICATIONFAILED] ${_}
            C: a1 LOGIN x y
            S: a1 NO [AUTHENTICATIONFAILED] ${_}
            C: a2 LOGIN x y
            S: a2 NO [AUTHENTICATIONFAILED] ${_}
            C: a3 LOGIN x y
            S: a3 NO [AUTHENTICATIONFAILED] ${_}
            C: a4 LOGIN x y
            S: a4 NO [AUTHENTICATIONFAILED] ${_}
            C: a5 LOGIN x y
            S: a5 NO [AUTHENTICATIONFAILED] ${_}
            C: a6 LOGIN x y
            S: a6 NO [AUTHENTICATIONFAILED] ${_}
            C: a7 LOGIN x y
            S: a7 NO [AUTHENTICATIONFAILED] ${_}
            C: a8 LOGIN x y
            S: a8 NO [AUTHENTICATIONFAILED] ${_}

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
            S: c OK ${_}
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
}
