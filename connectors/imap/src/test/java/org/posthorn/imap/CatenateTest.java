package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.testkit.MemoryLine;

/** What an APPEND may bring besides plain literals. */
class CatenateTest {
  private static final String DRAFT =
      String.join(
          "\r\n",
          "Subject: draft",
          "Content-Type: multipart/mixed; boundary=b",
          "",
          "--b",
          "",
          "first",
          "--b",
          "",
          "second",
          "--b--",
          "");

  private final FakeStore store = new FakeStore();

  private String stored(long uid) {
    long id = store.view(store.id("INBOX")).orElseThrow().contentId(uidIndex(uid));
    return new String(store.message(id).octets(), UTF_8);
  }

  private int uidIndex(long uid) {
    return store.view(store.id("INBOX")).orElseThrow().indexOf(uid);
  }

  @Test
  void partsOfMessagesAndTextMakeANewMessage() { // RFC 4469 §3.1
    store.deliver("Sent", DRAFT);
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a APPEND INBOX (\\Seen) CATENATE (URL "/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=HEADER" TEXT {5}
            S: + Go ahead
            C: --b
            C:  URL "/Sent/;UID=1/;section=2" TEXT {7+}
            C:
            C: end
            C: )
            S: a OK [APPENDUID 1001 1] ${_}
            C: b APPEND INBOX CATENATE (URL "/Sent;UIDVALIDITY=1002/;UID=1")
            S: b OK [APPENDUID 1001 2] ${_}
            C: c APPEND INBOX CATENATE (URL {41+}
            C: imap://ann@mx.posthorn.test/Sent/;UID=1/; URL "/Sent/;UID=1/;SECTION=2/;PARTIAL=0.3")
            S: c NO [BADURL "imap://ann@mx.posthorn.test/Sent/;UID=1/;"] No such message or part
            C: d APPEND INBOX CATENATE (URL "/Sent/;UID=1/;SECTION=2/;PARTIAL=0.3" TEXT {2+}
            C: no) {3+}
            C: two
            S: d OK [APPENDUID 1001 3:4] ${_}
            """);
    assertThat(stored(1))
        .isEqualTo(DRAFT.substring(0, DRAFT.indexOf("--b")) + "--b\r\nsecond\r\nend\r\n");
    assertThat(stored(2)).isEqualTo(DRAFT);
    assertThat(stored(3)).isEqualTo("secno");
    assertThat(stored(4)).isEqualTo("two");
  }

  @Test
  void urlsThatNameNothingAreTold() { // RFC 4469 §4
    store.deliver("Sent", DRAFT);
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a APPEND INBOX CATENATE (URL "/Sent;UIDVALIDITY=785799047/;UID=1/;section=2")
            S: a NO [BADURL "/Sent;UIDVALIDITY=785799047/;UID=1/;section=2"] No such message or part
            C: b APPEND INBOX CATENATE (URL "/Sent/;UID=7")
            S: b NO [BADURL "/Sent/;UID=7"] No such message or part
            C: c APPEND INBOX CATENATE (URL "/Sent/;UID=1/;SECTION=9" TEXT {3+}
            C: abc)
            S: c NO [BADURL "/Sent/;UID=1/;SECTION=9"] No such message or part
            C: d APPEND INBOX CATENATE (URL "imap://elsewhere.test/Sent/;UID=1")
            S: d NO [BADURL "imap://elsewhere.test/Sent/;UID=1"] No such message or part
            C: e APPEND INBOX CATENATE (URL "imap://bob@mx.posthorn.test/Sent/;UID=1")
            S: e NO [BADURL "imap://bob@mx.posthorn.test/Sent/;UID=1"] No such message or part
            C: f APPEND INBOX CATENATE (URL ";UID=1")
            S: f NO [BADURL ";UID=1"] No such message or part
            C: g APPEND INBOX CATENATE (URL "%zz] x")
            S: g NO [BADURL "%zz%5D%20x"] No such message or part
            C: h APPEND INBOX CATENATE ()
            S: h BAD Unknown part
            C: i APPEND INBOX CATENATE (TEXT "abc")
            S: i BAD Unexpected text at the end of the command
            C: j APPEND None CATENATE (URL "/Sent/;UID=1")
            S: j NO [TRYCREATE] No such mailbox
            C: k APPEND INBOX CATENATE (TEXT {6000+}
            C: BODY TEXT {6000}
            S: k NO [TOOBIG] Message is too large
            C: l STATUS INBOX (MESSAGES)
            S: * STATUS INBOX (MESSAGES 0)
            S: l OK ${_}
            """
                .replace("BODY", "x".repeat(6000)));
  }

  @Test
  void aMailboxMayBeCalledUrl() {
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a CREATE URL
            S: a OK [MAILBOXID (F4)] ${_}
            C: b APPEND URL {3}
            S: + Go ahead
            C: abc
            S: b OK [APPENDUID 1004 1] ${_}
            C: c append url catenate (url {9+}
            C: /URL/;UID text {1+}
            C: x)
            S: c NO [TRYCREATE] No such mailbox
            C: d append URL catenate (url {11+}
            C: /URL/;UID=1 text {1+}
            C: d)
            S: d OK [APPENDUID 1004 2] ${_}
            """);
  }

  @Test
  void inTheSelectedStateAUrlMayLeaveOutTheMailbox() { // RFC 4469 §3
    store.deliver("INBOX", DRAFT);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a APPEND INBOX CATENATE (URL \";UID=1/;SECTION=1\")"))
        .contains("a OK [APPENDUID 1001 2] APPEND completed");
    assertThat(stored(2)).isEqualTo("first");
  }

  @Test
  void binaryMessagesAreKeptAsTheyAre() { // RFC 3516 §4.4
    MemoryLine line = ImapLines.to(store).loggedIn();
    line.send("a APPEND INBOX (\\Seen) ~{5+}\r\na\0b\0c\r\n".getBytes(UTF_8));
    assertThat(line.readLine()).hasValue("a OK [APPENDUID 1001 1] APPEND completed");
    assertThat(stored(1)).isEqualTo("a\0b\0c");
    line.send("b APPEND INBOX UTF8 (~{8+}\r\nSub: \u00fc\n) {1+}\r\nx\r\n".getBytes(UTF_8));
    assertThat(line.readLine())
        .hasValue("b OK [APPENDUID 1001 2:3] APPEND completed"); // RFC 9755 §4
    assertThat(stored(2)).isEqualTo("Sub: \u00fc\r\n"); // text has lines
    line.send("c APPEND INBOX UTF8 (~{1+}\r\nx\r\n".getBytes(UTF_8));
    assertThat(line.readLine()).hasValue("c BAD Missing ')'");
    line.send("d APPEND INBOX UTF8 ({1+}\r\nx)\r\n".getBytes(UTF_8));
    assertThat(line.readLine()).hasValue("d BAD Missing '~'");
  }

  @Test
  void replacePutsANewMessageForAnOld() { // RFC 8508 §3
    store.deliver("INBOX", DRAFT);
    store.deliver("INBOX", DRAFT, "\\Draft");
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: x REPLACE 1 INBOX {1}
            S: x BAD ${_}
            C: s SELECT INBOX (CONDSTORE)
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 2 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 1] Ok
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 3] Ok
            S: * OK [HIGHESTMODSEQ 3] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: s OK [READ-WRITE] ${_}
            C: a REPLACE 2 INBOX (\\Draft) {3}
            S: + Go ahead
            C: new
            S: * OK [APPENDUID 1001 3] Put
            S: * 2 EXPUNGE
            S: * 2 EXISTS
            S: a OK Replaced
            C: b UID REPLACE 1 Sent {3+}
            C: new
            S: * OK [APPENDUID 1002 1] Put
            S: * 1 EXPUNGE
            S: b OK Replaced
            C: c UID REPLACE 1 Sent {3}
            S: c NO [NONEXISTENT] No such message
            C: d REPLACE 9 Sent {3}
            S: d BAD ${_}
            C: e REPLACE 1 None {3}
            S: e NO [TRYCREATE] No such mailbox
            C: f REPLACE * INBOX {10001}
            S: f NO [TOOBIG] Message is too large
            C: g REPLACE 1 INBOX {1+}
            C: a {1+}
            C: b
            S: g BAD ${_}
            C: h REPLACE 1 {4+}
            C: Sent CATENATE (URL ";UID=3")
            S: * OK [APPENDUID 1002 2] Put
            S: * 1 EXPUNGE
            S: h OK Replaced
            C: i REPLACE
            S: i BAD APPEND without a message
            """);
  }
}
