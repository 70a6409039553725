package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FetchTest {
  private static final String PLAIN =
      """
      From: Ann <ann@posthorn.test>
      To: bob@posthorn.test
      Subject: first
      Date: Tue, 14 Nov 2023 10:00:00 +0100

      Hello
      World
      """
          .replace("\n", "\r\n");
  private static final String MIXED =
      """
      From: bob@posthorn.test
      Subject: second
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      prologue
      --b
      Content-Type: text/plain
      Content-Transfer-Encoding: quoted-printable

      caf=C3=A9 =
      au lait
      --b
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64

      AAECAwQF
      --b
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: x-uuencode

      begin
      --b
      Content-Type: message/rfc822

      From: eve@posthorn.test
      Subject: inner

      inside
      --b--
      """
          .replace("\n", "\r\n");

  private final FakeStore store = new FakeStore();

  @Test
  void attributesFromTheView() {
    store.deliver("INBOX", PLAIN, "\\Flagged", "$Junk");
    assertThat(Talk.selected(store).say("a FETCH 1 (UID FLAGS RFC822.SIZE INTERNALDATE MODSEQ)"))
        .containsSubsequence(
            "* 1 FETCH (UID 1 FLAGS (\\Flagged $Junk) RFC822.SIZE "
                + PLAIN.length()
                + " INTERNALDATE \"14-Nov-2023 22:13:20 +0000\" MODSEQ (2))",
            "a OK FETCH completed");
  }

  @Test
  void macros() {
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 FAST"))
        .containsExactly(
            "* 1 FETCH (FLAGS () INTERNALDATE \"14-Nov-2023 22:13:20 +0000\" RFC822.SIZE "
                + PLAIN.length()
                + ")",
            "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 FULL").get(0))
        .contains(" ENVELOPE (\"Tue, 14 Nov 2023 10:00:00 +0100\" \"first\" ((\"Ann\" NIL ")
        .contains(" BODY (\"text\" \"plain\" ");
  }

  @Test
  void everyWayToNameMessages() {
    for (int i = 0; i < 3; i++) {
      store.deliver("INBOX", PLAIN);
    }
    Talk talk = Talk.selected(store);
    List<String> all =
        List.of(
            "* 1 FETCH (UID 1)", "* 2 FETCH (UID 2)", "* 3 FETCH (UID 3)", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1:3 UID")).isEqualTo(all);
    assertThat(talk.say("a FETCH *:1 UID")).isEqualTo(all);
    assertThat(talk.say("a FETCH 3,2:3,1 (UID UID)")).isEqualTo(all);
    assertThat(talk.say("a UID FETCH 1:99 UID")).isEqualTo(all);
    assertThat(talk.say("a UID FETCH 7:* FLAGS"))
        .containsExactly("* 3 FETCH (UID 3 FLAGS ())", "a OK FETCH completed");
    assertThat(talk.say("a UID FETCH 7 FLAGS")).containsExactly("a OK FETCH completed");
    assertThat(talk.say("a FETCH 4 FLAGS")).singleElement().asString().startsWith("a BAD ");
    talk.say("a SEARCH RETURN (SAVE) 2:3");
    assertThat(talk.say("a FETCH $ UID")).isEqualTo(all.subList(1, 4));
  }

  @Test
  void bodyMarksAsReadInOneGoAndPeekDoesNot() {
    store.deliver("INBOX", PLAIN);
    store.deliver("INBOX", PLAIN, "\\Seen");
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1:3 BODY.PEEK[TEXT]")).noneMatch(line -> line.contains("FLAGS"));
    int before = store.calls().size();
    assertThat(talk.say("b FETCH 1:3 (FLAGS RFC822.TEXT)"))
        .containsExactly(
            "* 1 FETCH (FLAGS (\\Seen) RFC822.TEXT {14}",
            "Hello",
            "World",
            ")",
            "* 2 FETCH (FLAGS (\\Seen) RFC822.TEXT {14}",
            "Hello",
            "World",
            ")",
            "* 3 FETCH (FLAGS (\\Seen) RFC822.TEXT {14}",
            "Hello",
            "World",
            ")",
            "* 1 FETCH (FLAGS (\\Seen))",
            "* 3 FETCH (FLAGS (\\Seen))",
            "b OK FETCH completed");
    assertThat(store.calls()).hasSize(before + 1);
    talk.say("c FETCH 1:3 BODY[]");
    assertThat(store.calls()).hasSize(before + 1);
  }

  @Test
  void examinedMailboxStaysUnread() {
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.loggedIn(store);
    talk.say("s EXAMINE INBOX");
    assertThat(talk.say("a FETCH 1 BODY[TEXT]")).noneMatch(line -> line.contains("Seen"));
    assertThat(store.calls()).noneMatch(call -> call.startsWith("store"));
  }

  @Test
  void partsOfAPart() {
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 BODY.PEEK[TEXT]<0.3>"))
        .containsExactly("* 1 FETCH (BODY[TEXT]<0> {3}", "Hel)", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 BODY.PEEK[TEXT]<12.2>"))
        .containsExactly("* 1 FETCH (BODY[TEXT]<12> {2}", "", ")", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 BODY.PEEK[TEXT]<13.99>"))
        .containsExactly("* 1 FETCH (BODY[TEXT]<13> {1}", "\n)", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 BODY.PEEK[TEXT]<14.1>"))
        .containsExactly("* 1 FETCH (BODY[TEXT]<14> \"\")", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 BODY.PEEK[TEXT]<9223372036854775807.9223372036854775807>"))
        .containsExactly(
            "* 1 FETCH (BODY[TEXT]<9223372036854775807> \"\")", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]<3.4>"))
        .containsExactly(
            "* 1 FETCH (BODY[HEADER.FIELDS (SUBJECT)]<3> {4}", "ject)", "a OK FETCH completed");
  }

  @Test
  void chosenFieldsComeInTheOrderOfTheHeaderWithTheEmptyLine() {
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 BODY.PEEK[HEADER.FIELDS (subject x-none \"FROM\")]"))
        .containsExactly(
            "* 1 FETCH (BODY[HEADER.FIELDS (subject x-none FROM)] {49}",
            "From: Ann <ann@posthorn.test>",
            "Subject: first",
            "",
            ")",
            "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 BODY.PEEK[HEADER.FIELDS.NOT (subject from date)]"))
        .containsExactly(
            "* 1 FETCH (BODY[HEADER.FIELDS.NOT (subject from date)] {25}",
            "To: bob@posthorn.test",
            "",
            ")",
            "a OK FETCH completed");
  }

  @Test
  void partsByNumber() {
    store.deliver("INBOX", MIXED);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 BODY.PEEK[1]"))
        .containsExactly(
            "* 1 FETCH (BODY[1] {20}", "caf=C3=A9 =", "au lait)", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 (BODY.PEEK[2.MIME] BODY.PEEK[99] BODY.PEEK[1.HEADER])"))
        .containsExactly(
            "* 1 FETCH (BODY[2.MIME] {77}".replace("77", "" + mime2().length()),
            "Content-Type: application/octet-stream",
            "Content-Transfer-Encoding: base64",
            "",
            " BODY[99] NIL BODY[1.HEADER] NIL)",
            "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 (BODY.PEEK[4.HEADER.FIELDS (SUBJECT)] BODY.PEEK[4.TEXT])"))
        .containsExactly(
            "* 1 FETCH (BODY[4.HEADER.FIELDS (SUBJECT)] {18}",
            "Subject: inner",
            "",
            " BODY[4.TEXT] {6}",
            "inside)",
            "a OK FETCH completed");
  }

  private static String mime2() {
    return "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  }

  @Test
  void decodedParts() { // RFC 3516 §4
    store.deliver("INBOX", MIXED);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 (BINARY.SIZE[1] BINARY.PEEK[1])"))
        .containsExactly(
            "* 1 FETCH (BINARY.SIZE[1] 13 BINARY[1] ~{13}",
            "café au lait)",
            "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 (BINARY.SIZE[2] BINARY.PEEK[2]<1.3>)"))
        .containsExactly(
            "* 1 FETCH (BINARY.SIZE[2] 6 BINARY[2]<1> ~{3}",
            "\u0001\u0002\u0003)", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 (BINARY.SIZE[] BINARY.PEEK[4]<0.4> BINARY.PEEK[9])"))
        .containsExactly(
            "* 1 FETCH (BINARY.SIZE[] " + MIXED.length() + " BINARY[4]<0> ~{4}",
            "From BINARY[9] NIL)",
            "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 (UID BINARY.PEEK[3])"))
        .containsExactly(
            "* 1 FETCH (UID 1 BINARY[3] NIL)",
            "a NO [UNKNOWN-CTE] Unknown content transfer encoding");
  }

  @Test
  void identifiersAndPreview() {
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 (EMAILID THREADID SAVEDATE PREVIEW (LAZY))").get(0))
        .matches(
            "\\* 1 FETCH \\(EMAILID \\(M[0-9a-f]+\\) THREADID NIL"
                + " SAVEDATE \"[ \\d]\\d-\\w{3}-\\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\""
                + " PREVIEW \"Hello World\"\\)");
  }

  @Test
  void changedSinceAndVanished() { // RFC 7162 §3.1.4, §3.2.6
    for (int i = 0; i < 4; i++) {
      store.deliver("INBOX", PLAIN);
    }
    Talk talk = Talk.loggedIn(store);
    talk.say("e ENABLE QRESYNC");
    talk.say("s SELECT INBOX");
    talk.say("b STORE 3 +FLAGS (\\Deleted)");
    talk.say("b EXPUNGE");
    talk.say("b STORE 1 +FLAGS (\\Flagged)");
    assertThat(talk.say("a UID FETCH 1:* (FLAGS) (CHANGEDSINCE 5 VANISHED)"))
        .containsExactly(
            "* VANISHED (EARLIER) 3",
            "* 1 FETCH (UID 1 FLAGS (\\Flagged) MODSEQ (8))",
            "a OK FETCH completed");
    assertThat(talk.say("a UID FETCH 1:* (FLAGS) (CHANGEDSINCE 8)"))
        .containsExactly("a OK FETCH completed");
  }

  @Test
  void vanishedNeedsQresync() {
    store.deliver("INBOX", PLAIN);
    assertThat(Talk.selected(store).say("a UID FETCH 1:* (FLAGS) (CHANGEDSINCE 5 VANISHED)"))
        .singleElement()
        .asString()
        .startsWith("a BAD ");
  }

  @Test
  void modSeqEnablesCondstoreOnce() { // RFC 7162 §3.1
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 1 MODSEQ"))
        .containsExactly(
            "* OK [HIGHESTMODSEQ 2] Highest", "* 1 FETCH (MODSEQ (2))", "a OK FETCH completed");
    assertThat(talk.say("a FETCH 1 MODSEQ")).hasSize(2);
  }

  @Test
  void expungedElsewhereStillAnswers() { // RFC 9051 §7.5.1: no EXPUNGE during FETCH
    store.deliver("INBOX", PLAIN);
    store.deliver("INBOX", PLAIN);
    Talk talk = Talk.selected(store);
    Talk other = Talk.selected(store);
    other.say("b STORE 1 +FLAGS (\\Deleted)");
    other.say("b EXPUNGE");
    assertThat(talk.say("a FETCH 1:2 (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])"))
        .contains("* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)] {18}")
        .contains("* 2 FETCH (UID 2 BODY[HEADER.FIELDS (SUBJECT)] {18}")
        .contains("a OK FETCH completed")
        .noneMatch(line -> line.contains("EXPUNGE"));
    assertThat(talk.say("c NOOP")).contains("* 1 EXPUNGE");
  }
}
