package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9586. */
class UidOnlyTest {
  private final FakeStore store = new FakeStore();
  private Talk talk = Talk.loggedIn(store);

  @BeforeEach
  void messagesWithUidsFarFromTheirNumbers() {
    for (int i = 1; i <= 9; i++) {
      store.deliver("INBOX", "Subject: no " + i + "\r\n\r\nx\r\n", i <= 4 ? "\\Deleted" : "\\Seen");
    }
    Talk.selected(store).say("x EXPUNGE"); // 5:9 are left
    talk = Talk.selected(store);
    assertThat(talk.say("e ENABLE UIDONLY"))
        .containsExactly("* ENABLED UIDONLY", "e OK ENABLE completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FETCH 1 FLAGS",
        "FETCH $ FLAGS",
        "STORE 1 +FLAGS (\\Seen)",
        "COPY 1:2 Trash",
        "MOVE 1:2 Trash",
        "SEARCH ALL",
        "SEARCH UID 5",
        "SORT (DATE) UTF-8 ALL",
        "THREAD REFERENCES UTF-8 ALL",
        "UID SEARCH 1:2",
        "UID SEARCH NOT (OR SEEN 1)",
        "UID SEARCH RETURN (UPDATE) FUZZY 1",
        "UID SORT (DATE) UTF-8 OR 1 SEEN",
        "UID THREAD REFERENCES UTF-8 *",
        "ESEARCH IN (selected) 1:2"
      })
  void numbersAreBad(String command) { // RFC 9586 §3
    assertThat(talk.say("a " + command))
        .containsExactly("a BAD [UIDREQUIRED] Message numbers are not allowed, use UIDs");
  }

  @Test
  void numbersAreGoodUntilThen() {
    Talk other = Talk.selected(store);
    assertThat(other.say("a FETCH 1 UID"))
        .containsExactly("* 1 FETCH (UID 5)", "a OK FETCH completed");
    other.say("b ENABLE UIDONLY");
    other.say("b UNAUTHENTICATE");
    other.say("b LOGIN ann@posthorn.test secret");
    other.say("b SELECT INBOX");
    assertThat(other.say("c FETCH 1 UID")).hasSize(2).contains("* 1 FETCH (UID 5)");
  }

  @Test
  void fetchAnswersByUid() { // RFC 9586 §3.3
    assertThat(talk.say("10 UID FETCH 4:6 (FLAGS)"))
        .containsExactly(
            "* 5 UIDFETCH (FLAGS (\\Seen))",
            "* 6 UIDFETCH (FLAGS (\\Seen))",
            "10 OK FETCH completed");
    assertThat(talk.say("11 UID FETCH 9 (UID RFC822.SIZE)").get(0))
        .isEqualTo("* 9 UIDFETCH (UID 9 RFC822.SIZE 20)");
    assertThat(talk.say("12 UID FETCH 1:* FLAGS (PARTIAL -1:-2)"))
        .containsExactly(
            "* 8 UIDFETCH (FLAGS (\\Seen))",
            "* 9 UIDFETCH (FLAGS (\\Seen))",
            "12 OK FETCH completed");
  }

  @Test
  void storeAnswersByUid() { // RFC 9586 §3.3
    assertThat(talk.say("a UID STORE 5:6 +FLAGS (\\Flagged)"))
        .containsExactly(
            "* 5 UIDFETCH (FLAGS (\\Seen \\Flagged))",
            "* 6 UIDFETCH (FLAGS (\\Seen \\Flagged))",
            "a OK STORE completed");
    talk.say("b ENABLE CONDSTORE");
    assertThat(talk.say("c UID STORE 7 +FLAGS.SILENT (\\Answered)"))
        .containsExactly("* 7 UIDFETCH (MODSEQ (13))", "c OK STORE completed");
    assertThat(talk.say("d UID STORE 7:8 (UNCHANGEDSINCE 12) -FLAGS (\\Answered)"))
        .containsExactly(
            "* 8 UIDFETCH (FLAGS (\\Seen) MODSEQ (9))",
            "d OK [MODIFIED 7] Conditional STORE failed for some messages");
  }

  @Test
  void whatOthersDoIsToldByUid() { // RFC 9586 §3.4, §3.6
    Talk other = Talk.selected(store);
    other.say("o STORE 1 +FLAGS (\\Flagged)");
    other.say("o STORE 2,4 +FLAGS (\\Deleted)");
    other.say("o EXPUNGE");
    store.deliver("INBOX", "Subject: new\r\n\r\nx\r\n");
    assertThat(talk.say("a NOOP"))
        .containsExactly(
            "* VANISHED 6,8",
            "* 4 EXISTS",
            "* 5 UIDFETCH (FLAGS (\\Seen \\Flagged))",
            "a OK NOOP completed");
  }

  @Test
  void expungeTellsWhatVanished() { // RFC 9586 §3.4
    talk.say("a UID STORE 5,7:8 +FLAGS.SILENT (\\Deleted)");
    assertThat(talk.say("b UID EXPUNGE 7:9")).containsExactly("* VANISHED 7:8", "b OK Expunged");
    assertThat(talk.say("c EXPUNGE")).containsExactly("* VANISHED 5", "c OK Expunged");
    assertThat(talk.say("d UID MOVE 9 Trash"))
        .containsExactly("* OK [COPYUID 1003 9 1] Moved", "* VANISHED 9", "d OK Moved");
    assertThat(talk.say("e UID COPY 6 Trash"))
        .containsExactly("e OK [COPYUID 1003 6 2] COPY completed");
  }

  @Test
  void searchesByUidGoOn() { // RFC 9586 §3.5
    assertThat(talk.say("a UID SEARCH RETURN (SAVE ALL) UID 6:*").get(0))
        .isEqualTo("* ESEARCH (TAG \"a\") UID ALL 6:9");
    assertThat(talk.say("b UID SEARCH $ NOT UID 7").get(0)).isEqualTo("* SEARCH 6 8 9");
    assertThat(talk.say("c UID FETCH $ (MODSEQ)")).hasSize(6);
    assertThat(talk.say("d UID SORT (REVERSE ARRIVAL) UTF-8 $").get(0)).startsWith("* SORT ");
    assertThat(talk.say("e UID THREAD REFERENCES UTF-8 $").get(0)).startsWith("* THREAD ");
  }

  @Test
  void contextsSpeakOfUids() { // RFC 5267 §4.3
    Talk early = Talk.selected(store);
    early.say("B01 SEARCH RETURN (UPDATE COUNT) FLAGGED");
    early.say("e ENABLE UIDONLY");
    assertThat(early.say("c UID STORE 6 +FLAGS.SILENT (\\Flagged)").get(0))
        .isEqualTo("* ESEARCH (TAG \"B01\") UID ADDTO (0 6)");
  }

  @Test
  void selectSaysNoNumber() { // RFC 9586 §3.7
    store.deliver("INBOX", "Subject: unseen\r\n\r\nx\r\n");
    assertThat(talk.say("a SELECT INBOX")).noneMatch(line -> line.contains("UNSEEN"));
    talk.say("b ENABLE QRESYNC");
    assertThat(talk.say("c SELECT INBOX (QRESYNC (1001 8 1:9 (1:2 5:6)))"))
        .containsExactly("c BAD [UIDREQUIRED] Message numbers are not allowed, use UIDs");
    assertThat(talk.say("d UID FETCH 9 FLAGS")).hasSize(2); // it is still selected
    assertThat(talk.say("e SELECT INBOX (QRESYNC (1001 9 1:9))"))
        .contains("* VANISHED (EARLIER) 1:4", "* 9 UIDFETCH (FLAGS (\\Seen) MODSEQ (10))");
    assertThat(talk.say("f UID FETCH 1:* (FLAGS) (CHANGEDSINCE 9 VANISHED)"))
        .contains("* VANISHED (EARLIER) 1:4", "* 9 UIDFETCH (FLAGS (\\Seen) MODSEQ (10))");
  }

  @Test
  void replaceNamesTheUid() { // RFC 8508 §3
    assertThat(talk.say("a REPLACE 1 INBOX {3+}\r\nabc"))
        .containsExactly("a BAD [UIDREQUIRED] Message numbers are not allowed, use UIDs");
    assertThat(talk.say("b UID REPLACE 5 INBOX {3+}\r\nabc"))
        .containsExactly(
            "* OK [APPENDUID 1001 10] Put", "* VANISHED 5", "* 5 EXISTS", "b OK Replaced");
  }
}
