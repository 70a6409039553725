package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.imap.session.MessageLimits;

/** RFC 9738, with a limit of three messages. */
class MessageLimitTest {
  private final FakeStore store = new FakeStore();
  private final Talk talk = Talk.selected(ImapLines.to(store).withLimits(new MessageLimits(3, 0)));
  private final Talk saving =
      Talk.selected(ImapLines.to(store).withLimits(new MessageLimits(0, 3)));

  @BeforeEach
  void eightMessagesInUidsFromThree() {
    for (int i = 1; i <= 10; i++) {
      store.deliver("INBOX", "Subject: a\r\n\r\nx\r\n", i <= 2 ? "\\Deleted" : "\\Draft");
    }
    Talk.selected(store).say("x EXPUNGE");
    talk.say("x NOOP");
    saving.say("x NOOP");
  }

  @Test
  void limitsAreAnnounced() { // RFC 9738 §3, §4
    assertThat(talk.say("a CAPABILITY").get(0)).endsWith(" MESSAGELIMIT=3");
    assertThat(saving.say("a CAPABILITY").get(0)).endsWith(" SAVELIMIT=3");
    assertThat(Talk.selected(store).say("a CAPABILITY").get(0)).doesNotContain("LIMIT=3");
  }

  @Test
  void fetchGivesTheHighest() { // RFC 9738 §3.1
    assertThat(talk.say("03 FETCH 1:* UID"))
        .containsExactly(
            "* 8 FETCH (UID 10)",
            "* 7 FETCH (UID 9)",
            "* 6 FETCH (UID 8)",
            "03 OK [MESSAGELIMIT 3 8] FETCH completed");
    assertThat(talk.say("04 UID FETCH 3:4,6:7 (ENVELOPE)"))
        .hasSize(4)
        .last()
        .isEqualTo("04 OK [MESSAGELIMIT 3 4] FETCH completed");
    assertThat(talk.say("05 UID FETCH 3:5 UID").get(0)).isEqualTo("* 1 FETCH (UID 3)");
    assertThat(talk.say("06 UID FETCH 3,5:6,9 UID"))
        .containsExactly(
            "* 7 FETCH (UID 9)",
            "* 4 FETCH (UID 6)",
            "* 3 FETCH (UID 5)",
            "06 OK [MESSAGELIMIT 3 5] FETCH completed");
  }

  @Test
  void partialWithinTheLimitIsWhole() { // RFC 9738 §3.1
    assertThat(talk.say("a UID FETCH 1:* UID (PARTIAL 1:3)"))
        .hasSize(4)
        .last()
        .isEqualTo("a OK FETCH completed");
    assertThat(talk.say("b UID FETCH 1:* UID (PARTIAL -1:-4)"))
        .containsExactly("b NO [MESSAGELIMIT 3] Too many messages at once");
  }

  @Test
  void storeChangesTheHighest() { // RFC 9738 §3.1
    assertThat(talk.say("a UID STORE 1:* FLAGS.SILENT ()"))
        .containsExactly("a OK [MESSAGELIMIT 3 8] STORE completed");
    assertThat(talk.say("b SEARCH UNDRAFT").get(0)).isEqualTo("* SEARCH 6 7 8");
    assertThat(talk.say("c UID STORE 3:9 (UNCHANGEDSINCE 12) FLAGS.SILENT (\\Seen)"))
        .contains(
            "* NO [MESSAGELIMIT 3 7] There are more messages",
            "c OK [MODIFIED 8:9] Conditional STORE failed for some messages");
  }

  @Test
  void copyIsAllOrNothing() { // RFC 9738 §3.1
    for (Talk each : new Talk[] {talk, saving}) {
      assertThat(each.say("a COPY 1:4 Trash"))
          .containsExactly("a NO [MESSAGELIMIT 3 4] Too many messages at once");
    }
    assertThat(store.view(store.id("Trash")).orElseThrow().size()).isZero();
    assertThat(talk.say("b COPY 1:3 Trash"))
        .containsExactly("b OK [COPYUID 1003 3:5 1:3] COPY completed");
  }

  @Test
  void moveTakesTheHighest() { // RFC 9738 §3.1
    assertThat(talk.say("a UID MOVE 1:6 Trash"))
        .containsExactly(
            "* OK [COPYUID 1003 4:6 1:3] Moved",
            "* 4 EXPUNGE",
            "* 3 EXPUNGE",
            "* 2 EXPUNGE",
            "a OK [MESSAGELIMIT 3 4] Moved");
    saving.say("b NOOP");
    assertThat(saving.say("c MOVE 1:4 Trash")).last().isEqualTo("c OK Moved");
  }

  @Test
  void uidExpungeCountsWhatGoes() { // RFC 9738 §3.1
    talk.say("a UID STORE 4,6,7 +FLAGS.SILENT (\\Deleted)");
    assertThat(talk.say("b UID EXPUNGE 1:*")).hasSize(4).last().isEqualTo("b OK Expunged");
    talk.say("c UID STORE 3,5 +FLAGS.SILENT (\\Deleted)");
    talk.say("c UID STORE 8:9 +FLAGS.SILENT (\\Deleted)");
    assertThat(talk.say("d UID EXPUNGE 1:*"))
        .containsExactly(
            "* 4 EXPUNGE", "* 3 EXPUNGE", "* 2 EXPUNGE", "d OK [MESSAGELIMIT 3 5] Expunged");
    talk.say("e ENABLE QRESYNC");
    store.deliver("INBOX", "x", "\\Deleted");
    store.deliver("INBOX", "x", "\\Deleted");
    store.deliver("INBOX", "x", "\\Deleted");
    talk.say("f NOOP");
    assertThat(talk.say("f UID EXPUNGE 1:*"))
        .contains("* NO [MESSAGELIMIT 3 11] There are more messages", "* VANISHED 11:13")
        .last()
        .asString()
        .startsWith("f OK [HIGHESTMODSEQ ");
  }

  @Test
  void expungeAndCloseHaveNoLimit() { // RFC 9738 §3.1
    Talk.selected(store).say("a STORE 1:5 +FLAGS.SILENT (\\Deleted)");
    assertThat(talk.say("b EXPUNGE")).hasSize(6).last().isEqualTo("b OK Expunged");
  }

  @Test
  void searchLooksAtTheHighest() { // RFC 9738 §3.1
    assertThat(talk.say("a UID SEARCH DRAFT"))
        .containsExactly("* SEARCH 8 9 10", "a OK [MESSAGELIMIT 3 8] SEARCH completed");
    assertThat(talk.say("b UID SEARCH DRAFT UID 1:8 NOT UID 7"))
        .containsExactly("* SEARCH 6 8", "b OK [MESSAGELIMIT 3 6] SEARCH completed");
    assertThat(talk.say("c UID SEARCH UIDBEFORE 8 UIDAFTER 4"))
        .containsExactly("* SEARCH 5 6 7", "c OK SEARCH completed");
    assertThat(talk.say("d UID SEARCH RETURN (SAVE COUNT) 1:7 SUBJECT a"))
        .containsExactly(
            "* ESEARCH (TAG \"d\") UID COUNT 3", "d OK [MESSAGELIMIT 3 7] SEARCH completed");
    assertThat(talk.say("e FETCH $ UID")).hasSize(4).last().isEqualTo("e OK FETCH completed");
    assertThat(saving.say("f UID SEARCH DRAFT")).last().isEqualTo("f OK SEARCH completed");
  }

  @Test
  void keptResultGoesOn() { // RFC 5267 §4.3
    talk.say("B01 UID SEARCH RETURN (UPDATE COUNT) FLAGGED");
    store.deliver("INBOX", "x", "\\Flagged");
    assertThat(talk.say("a NOOP")).contains("* ESEARCH (TAG \"B01\") UID ADDTO (0 11)");
  }

  @Test
  void sortAndThreadTakeNoMore() { // RFC 9738 §3.3
    assertThat(talk.say("a SORT (DATE) UTF-8 ALL"))
        .containsExactly("a NO [MESSAGELIMIT 3] Too many messages at once");
    assertThat(talk.say("b THREAD REFERENCES UTF-8 ALL"))
        .containsExactly("b NO [MESSAGELIMIT 3] Too many messages at once");
    assertThat(talk.say("c SORT (DATE) UTF-8 UIDAFTER 7").get(0)).isEqualTo("* SORT 6 7 8");
  }

  @Test
  void numbersAtTheEndsOfAll() { // RFC 9738 §3.2
    assertThat(talk.say("a UID SEARCH UIDBEFORE 1").get(0)).isEqualTo("* SEARCH");
    assertThat(talk.say("b UID SEARCH UIDAFTER 4294967295").get(0)).isEqualTo("* SEARCH");
    assertThat(talk.say("c UID SEARCH UIDAFTER 10").get(0)).isEqualTo("* SEARCH");
    assertThat(talk.say("d UID SEARCH UIDAFTER 0").get(0)).startsWith("d BAD");
    assertThat(talk.say("e UID SEARCH UIDBEFORE *").get(0)).startsWith("e BAD");
  }

  @Test
  void appendOfTooManyAppendsNone() { // RFC 9738 §3.1
    for (Talk each : new Talk[] {talk, saving}) {
      assertThat(each.say("a APPEND Trash {1+}\r\na {1+}\r\nb {1+}\r\nc {1+}\r\nd"))
          .containsExactly("a NO [MESSAGELIMIT 3] Too many messages at once");
      assertThat(each.say("b APPEND Trash {1+}\r\na {1+}\r\nb {1+}\r\nc").get(0))
          .startsWith("b OK [APPENDUID 1003 ");
    }
    assertThat(store.view(store.id("Trash")).orElseThrow().size()).isEqualTo(6);
  }

  @Test
  void commandsSentAtOnceAreNoMultiappend() {
    String one = " APPEND Trash {1+}\r\na\r\n";
    assertThat(talk.say("a" + one + "b" + one + "c" + one + "d APPEND Trash {1+}\r\na"))
        .anyMatch(line -> line.startsWith("a OK"));
    assertThat(talk.say("e NOOP")).anyMatch(line -> line.startsWith("d OK"));
  }
}
