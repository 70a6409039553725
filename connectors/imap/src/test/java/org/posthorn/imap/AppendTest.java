package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.MemoryLine;

class AppendTest {
  @Test
  void appendPutsMessages() { // RFC 9051 §6.3.12
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a APPEND INBOX (\\Seen $Work) "17-Jul-1996 02:44:25 -0700" {5}
            S: + Go ahead
            X: Hello\\r\\n
            S: a OK [APPENDUID 1001 1] ${_}
            C: b APPEND INBOX {3+}
            C: abc
            S: b OK [APPENDUID 1001 2] ${_}
            C: c STATUS INBOX (MESSAGES UNSEEN SIZE)
            S: * STATUS INBOX (MESSAGES 2 UNSEEN 1 SIZE 8)
            S: c OK ${_}
            C: d APPEND {4+}
            C: Sent (\\Draft) {2+}
            C: ab
            S: d OK [APPENDUID 1002 1] ${_}
            """);
  }

  @Test
  void appendTakesSeveralMessages() { // RFC 3502
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a APPEND INBOX {1+}
            C: 1 (\\Flagged) {2+}
            C: 22 " 1-Jan-2020 00:00:00 +0000" {3}
            S: + Go ahead
            C: 333
            S: a OK [APPENDUID 1001 1:3] ${_}
            C: b SELECT INBOX
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 3 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 1] Ok
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 4] Ok
            S: * OK [HIGHESTMODSEQ 2] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: b OK [READ-WRITE] ${_}
            C: c APPEND INBOX {1+}
            C: 4
            S: * 4 EXISTS
            S: c OK [APPENDUID 1001 4] ${_}
            """);
  }

  @Test
  void linesEndWithCrlf() { // RFC 5322 §2.1
    Talk talk = Talk.selected(new FakeStore());
    talk.say("a APPEND INBOX {14+}\r\nX: y\n\nb\r\nc\rd\n\n");
    assertThat(String.join("|", talk.say("b FETCH 1 (RFC822.SIZE BODY.PEEK[])")))
        .contains("(RFC822.SIZE 18 BODY[] {18}|X: y||b|c\rd||)");
    talk.say("c APPEND INBOX CATENATE (TEXT {5+}\r\nX: y\r TEXT {6+}\r\n\n\r\nab\n)");
    assertThat(String.join("|", talk.say("d FETCH 2 (RFC822.SIZE BODY.PEEK[])")))
        .contains("(RFC822.SIZE 12 BODY[] {12}|X: y||ab|)");
    talk.say("e APPEND INBOX UTF8 (~{4+}\r\nX\n\n\n)");
    assertThat(talk.say("f FETCH 3 RFC822.SIZE").get(0)).isEqualTo("* 3 FETCH (RFC822.SIZE 7)");
    talk.say("g APPEND INBOX ~{4+}\r\nX\n\n\n"); // RFC 3516: binary is exact
    assertThat(talk.say("h FETCH 4 RFC822.SIZE").get(0)).isEqualTo("* 4 FETCH (RFC822.SIZE 4)");
  }

  @Test
  void internalDatesOfAnyYearAreKept() { // RFC 9051 §9, date-time
    Talk talk = Talk.selected(new FakeStore());
    talk.say("a APPEND INBOX \" 1-Jan-1900 00:00:00 +0000\" {1+}\r\nx");
    talk.say("b APPEND INBOX \"31-Dec-9999 23:59:59 +0000\" {1+}\r\nx");
    talk.say("c APPEND INBOX \"01-Jan-2024 10:00:00 +0000\" {1+}\r\nx");
    assertThat(talk.say("d FETCH 1:3 INTERNALDATE"))
        .startsWith(
            "* 1 FETCH (INTERNALDATE \" 1-Jan-1900 00:00:00 +0000\")",
            "* 2 FETCH (INTERNALDATE \"31-Dec-9999 23:59:59 +0000\")",
            "* 3 FETCH (INTERNALDATE \" 1-Jan-2024 10:00:00 +0000\")");
    assertThat(talk.say("e SEARCH BEFORE 1-Jan-1970").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("f SEARCH SINCE 1-Jan-3000").get(0)).isEqualTo("* SEARCH 2");
    assertThat(talk.say("g SORT (ARRIVAL) UTF-8 ALL").get(0)).isEqualTo("* SORT 1 3 2");
    assertThat(talk.say("h APPEND INBOX \"31-Dec-9999 23:59:59 -0500\" {1+}\r\nx").get(0))
        .startsWith("h BAD Wrong date-time");
  }

  @Test
  void flagsThatCannotBeKeptDoNotRefuseTheMessage() {
    Talk talk = Talk.selected(new FakeStore());
    String tooLong = "k".repeat(101);
    assertThat(talk.say("a APPEND INBOX (\\Seen \\NonJunk " + tooLong + " a) {1+}\r\nx"))
        .last()
        .asString()
        .startsWith("a OK");
    assertThat(talk.say("b FETCH 1 FLAGS").get(0)).contains("FLAGS (\\Seen a)");
  }

  @Test
  void appendErrors() { // RFC 9051 §6.3.12
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a APPEND None {3}
            S: a NO [TRYCREATE] No such mailbox
            C: b APPEND None {3+}
            C: abc
            S: b NO [TRYCREATE] No such mailbox
            C: c APPEND INBOX {10001}
            S: c NO [TOOBIG] Message is too large
            C: d APPEND INBOX
            S: d BAD APPEND without a message
            C: e APPEND INBOX {0+}
            C:
            S: e NO Message is empty
            C: f APPEND INBOX (a"b) {3+}
            C: abc
            S: f BAD Missing ')'
            C: g APPEND INBOX "yesterday" {3+}
            C: abc
            S: g BAD Wrong date-time
            C: h APPEND INBOX "31-Feb-2020 00:00:00 +0000" {3+}
            C: abc
            S: h BAD Wrong date-time
            C: i APPEND INBOX {3+}
            C: abcdef
            S: i BAD Unexpected text at the end of the command
            C: j APPEND INBOX {1+}
            C: a (a"b) {3+}
            C: abc {3+}
            C: abc
            S: j BAD Missing ')'
            C: k STATUS INBOX (MESSAGES)
            S: * STATUS INBOX (MESSAGES 0)
            S: k OK ${_}
            C: l APPEND INBOX {1+}
            C: a {10001}
            S: l NO [TOOBIG] Message is too large
            C: m APPEND INBOX {9999999999+}
            S: * BYE Message is too large
            CLOSED
            """);
  }

  @Test
  void tooLargeMessageIsPassedOver() { // RFC 7888 §4
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a APPEND INBOX {10001+}
            C: BODY
            S: a NO [TOOBIG] Message is too large
            C: b NOOP
            S: b OK ${_}
            """
                .replace("BODY", "x".repeat(10_001)));
  }

  @Test
  void fullDiskIsToldAndSurvived() {
    FakeStore store = new FakeStore();
    store.sinkRoom(4);
    ImapLines lines = ImapLines.to(store);
    lines.playLoggedIn(
        """
        C: a APPEND INBOX {5+}
        C: 12345
        S: a NO [UNAVAILABLE] ${_}
        C: b APPEND INBOX {4+}
        C: 1234
        S: b OK [APPENDUID 1001 1] ${_}
        """);
    assertThat(lines.failures()).hasSize(1);
  }

  @Test
  void pipelinedAppendsAreOneCallOfTheStore() {
    FakeStore store = new FakeStore();
    MemoryLine line = ImapLines.to(store).loggedIn();
    StringBuilder packet = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      packet
          .append("a")
          .append(i)
          .append(" APPEND INBOX {6+}\r\n12345")
          .append(i % 10)
          .append("\r\n");
    }
    packet.append("b APPEND Sent {1+}\r\nx\r\nc NOOP\r\n");
    line.send(packet.toString().getBytes(US_ASCII));
    for (int i = 0; i < 50; i++) {
      assertThat(line.readLine())
          .hasValue("a" + i + " OK [APPENDUID 1001 " + (i + 1) + "] APPEND completed");
    }
    assertThat(line.readLine()).hasValue("b OK [APPENDUID 1002 1] APPEND completed");
    assertThat(line.readLine()).hasValue("c OK NOOP completed");
    assertThat(store.calls()).containsExactly("append 50", "append 1");
  }

  @Test
  void failureOfOneOfSeveralAppendsIsItsOwn() {
    FakeStore store = new FakeStore();
    store.quotas().limit(FakeStore.USER, 10, -1, -1);
    MemoryLine line = ImapLines.to(store).loggedIn();
    line.send(
        ("a APPEND INBOX {1+}\r\n1\r\nb APPEND INBOX {20+}\r\n"
                + "2".repeat(20)
                + "\r\nc APPEND INBOX {1+}\r\n3\r\n")
            .getBytes(US_ASCII));
    assertThat(line.readLine()).hasValue("a OK [APPENDUID 1001 1] APPEND completed");
    assertThat(line.readLine()).hasValue("b NO [OVERQUOTA] Quota exceeded");
    assertThat(line.readLine()).hasValue("c OK [APPENDUID 1001 2] APPEND completed");
  }

  @Test
  void fiveHundredMessagesInOneCommand() { // RFC 3502
    FakeStore store = new FakeStore();
    MemoryLine line = ImapLines.to(store).loggedIn();
    StringBuilder command = new StringBuilder("a APPEND INBOX");
    for (int i = 0; i < 500; i++) {
      command.append(" (\\Seen) {4096+}\r\n").append("m".repeat(4096));
    }
    line.send(command.append("\r\n").toString().getBytes(US_ASCII));
    assertThat(line.readLine()).hasValue("a OK [APPENDUID 1001 1:500] APPEND completed");
    assertThat(store.calls()).containsExactly("append 500");
  }

  @Test
  void appendIsTheSameHoweverTheOctetsAreCut() {
    String script =
        """
        a APPEND {5}
        INBOX (\\Seen) {3+}
        abc "17-Jul-1996 02:44:25 -0700" {2+}
        de
        b APPEND INBOX {3+}
        xyz
        c NOOP
        """
            .replace("\n", "\r\n");
    byte[] octets = script.getBytes(US_ASCII);
    String whole = answers(octets, octets.length);
    assertThat(whole).contains("a OK [APPENDUID 1001 1:2]").contains("b OK [APPENDUID 1001 3]");
    for (int cut = 1; cut < octets.length; cut++) {
      assertThat(answers(octets, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(oneByOne(octets)).isEqualTo(whole);
  }

  private static String answers(byte[] octets, int cut) {
    MemoryLine line = ImapLines.to(new FakeStore()).loggedIn();
    line.send(Arrays.copyOf(octets, cut));
    line.send(Arrays.copyOfRange(octets, cut, octets.length));
    return line.unread();
  }

  private static String oneByOne(byte[] octets) {
    MemoryLine line = ImapLines.to(new FakeStore()).loggedIn();
    for (byte octet : octets) {
      line.send(new byte[] {octet});
    }
    return line.unread();
  }
}
