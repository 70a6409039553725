package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.testkit.MemoryLine;

/** What sessions hear of what others do. RFC 9051 §5.2, §7.5.1. */
class SeveralSessionsTest {
  private static final String SELECT =
      """
      C: s SELECT INBOX
      S: * FLAGS ${_}
      S: * OK [PERMANENTFLAGS ${_}
      S: * COUNT EXISTS
      S: * 0 RECENT
      S: * OK [UNSEEN 1] Ok
      S: * OK [UIDVALIDITY 1001] Ok
      S: * OK [UIDNEXT ${_}
      S: * OK [HIGHESTMODSEQ ${_}
      S: * OK [MAILBOXID (F1)] Ok
      S: s OK [READ-WRITE] ${_}
      """;
  private final FakeStore store = new FakeStore();

  private void play(int messages, String script) {
    for (int i = 0; i < messages; i++) {
      store.deliver("INBOX", "Subject: " + i + "\r\n\r\n");
    }
    ImapLines.to(store).playLoggedIn(SELECT.replace("COUNT", Integer.toString(messages)) + script);
  }

  @Test
  void heldBackExpungesKeepTheHighestModSeqDown() { // RFC 7162 §3.2.5
    store.deliver("INBOX", "\r\nHi"); // mod-sequence 2
    store.deliver("INBOX", "\r\nHi");
    Talk reader = Talk.loggedIn(store);
    reader.say("a ENABLE QRESYNC");
    reader.say("b SELECT INBOX");
    Talk other = Talk.selected(store);
    other.say("a STORE 2 +FLAGS.SILENT (\\Deleted)"); // 4
    reader.say("c NOOP");
    other.say("b EXPUNGE"); // 5
    other.say("c STORE 1 +FLAGS.SILENT (\\Flagged)"); // 6
    assertThat(reader.say("d FETCH 1 (UID)"))
        .containsExactly(
            "* 1 FETCH (UID 1)",
            "* 1 FETCH (UID 1 FLAGS (\\Flagged) MODSEQ (6))",
            "* OK [HIGHESTMODSEQ 4] Expunges wait",
            "d OK FETCH completed");
    assertThat(reader.say("e STORE 1 +FLAGS (\\Seen)"))
        .containsExactly(
            "* 1 FETCH (UID 1 FLAGS (\\Seen \\Flagged) MODSEQ (7))",
            "* OK [HIGHESTMODSEQ 4] Expunges wait",
            "e OK STORE completed");
    assertThat(reader.say("f NOOP")).containsExactly("* VANISHED 2", "f OK NOOP completed");
    assertThat(reader.say("g FETCH 1 (UID)"))
        .containsExactly("* 1 FETCH (UID 1)", "g OK FETCH completed");
  }

  @Test
  void anotherSessionHearsAtTheEndOfItsCommands() { // RFC 9051 §7.5.1
    play(
        3,
        """
        C2: s EXAMINE INBOX
        S2: * FLAGS ${_}
        S2: * OK [PERMANENTFLAGS ${_}
        S2: * 3 EXISTS
        S2: * 0 RECENT
        S2: * OK [UNSEEN 1] Ok
        S2: * OK [UIDVALIDITY 1001] Ok
        S2: * OK [UIDNEXT 4] Ok
        S2: * OK [HIGHESTMODSEQ 4] Ok
        S2: * OK [MAILBOXID (F1)] Ok
        S2: s OK [READ-ONLY] ${_}
        C: a STORE 2 +FLAGS.SILENT (\\Deleted)
        S: a OK ${_}
        C: b EXPUNGE
        S: * 2 EXPUNGE
        S: b OK Expunged
        C: c STORE 2 +FLAGS (\\Seen)
        S: * 2 FETCH (FLAGS (\\Seen))
        S: c OK ${_}
        C: d APPEND INBOX {1+}
        C: x
        S: * 3 EXISTS
        S: d OK [APPENDUID 1001 4] ${_}
        # not in STORE, and the numbers are still those that the client knows
        C2: e STORE 1 FLAGS ()
        S2: * 4 EXISTS
        S2: * 3 FETCH (FLAGS (\\Seen))
        S2: e NO [READ-ONLY] ${_}
        C2: f NOOP
        S2: * 2 EXPUNGE
        S2: f OK ${_}
        C2: g NOOP
        S2: g OK ${_}
        """);
  }

  @Test
  void whatAnotherSessionHasMovedIsNotMovedAgain() { // RFC 5530 §3, RFC 6851 §3.3
    for (int i = 0; i < 3; i++) {
      store.deliver("INBOX", "\r\nHi");
    }
    Talk slow = Talk.selected(store);
    Talk quick = Talk.selected(store);
    assertThat(quick.say("a UID MOVE 2 Trash")).last().asString().startsWith("a OK");
    assertThat(slow.say("a UID COPY 2:3 Sent"))
        .as("all or none")
        .containsExactly(
            "* 2 EXPUNGE", "a NO [EXPUNGEISSUED] Some of the messages no longer exist");
    assertThat(slow.say("b STATUS Sent (MESSAGES)").get(0)).endsWith("(MESSAGES 0)");
    quick.say("b UID MOVE 3 Trash");
    assertThat(slow.say("c UID MOVE 3 Sent"))
        .containsExactly(
            "* 2 EXPUNGE", "c NO [EXPUNGEISSUED] Some of the messages no longer exist");
    assertThat(slow.say("d UID MOVE 3 Sent")).as("known").containsExactly("d OK MOVE completed");
  }

  @Test
  void whatIsThereIsMovedAndNoTellsOfTheRest() { // RFC 6851 §3.3
    store.deliver("INBOX", "\r\nHi");
    store.deliver("INBOX", "\r\nHi");
    Talk slow = Talk.selected(store);
    Talk.selected(store).say("a UID MOVE 1 Trash");
    assertThat(slow.say("a MOVE 1:2 Sent"))
        .containsExactly(
            "* OK [COPYUID 1002 2 1] Moved",
            "* 2 EXPUNGE",
            "* 1 EXPUNGE",
            "a NO [EXPUNGEISSUED] Some of the messages no longer exist");
  }

  @Test
  void storeToExpungedMessagesOnlyIsRefused() { // RFC 2180 §4.2
    store.deliver("INBOX", "\r\nHi");
    store.deliver("INBOX", "\r\nHi");
    Talk slow = Talk.selected(store);
    Talk.selected(store).say("a UID MOVE 1 Trash");
    assertThat(slow.say("a STORE 1 +FLAGS.SILENT (\\Seen)"))
        .last()
        .isEqualTo("a OK STORE completed");
    assertThat(slow.say("b STORE 1:2 +FLAGS (\\Seen)")).last().isEqualTo("b OK STORE completed");
    assertThat(slow.say("c STORE 1 +FLAGS (\\Flagged)"))
        .containsExactly("c NO [EXPUNGEISSUED] Some of the messages no longer exist");
  }

  @Test
  void silentStoreTellsWhatOthersDid() {
    play(
        1,
        """
        C2: s SELECT INBOX
        S2: * FLAGS ${_}
        S2: * OK [PERMANENTFLAGS ${_}
        S2: * 1 EXISTS
        S2: * 0 RECENT
        S2: * OK [UNSEEN 1] Ok
        S2: * OK [UIDVALIDITY 1001] Ok
        S2: * OK [UIDNEXT 2] Ok
        S2: * OK [HIGHESTMODSEQ 2] Ok
        S2: * OK [MAILBOXID (F1)] Ok
        S2: s OK [READ-WRITE] ${_}
        C: a STORE 1 +FLAGS.SILENT (\\Flagged)
        S: a OK ${_}
        C2: b STORE 1 +FLAGS.SILENT (\\Seen)
        S2: * 1 FETCH (FLAGS (\\Seen \\Flagged))
        S2: b OK ${_}
        """);
  }

  @Test
  void idlingSessionHearsAtOnce() { // RFC 9051 §6.3.13
    play(
        2,
        """
        C: i IDLE
        S: + Idling
        C2: a APPEND INBOX {1+}
        C2: x
        S2: a OK ${_}
        S: * 3 EXISTS
        C2: s SELECT INBOX
        S2: * FLAGS ${_}
        S2: * OK [PERMANENTFLAGS ${_}
        S2: * 3 EXISTS
        S2: * 0 RECENT
        S2: * OK [UNSEEN 1] Ok
        S2: * OK [UIDVALIDITY 1001] Ok
        S2: * OK [UIDNEXT 4] Ok
        S2: * OK [HIGHESTMODSEQ 4] Ok
        S2: * OK [MAILBOXID (F1)] Ok
        S2: s OK [READ-WRITE] ${_}
        C2: b STORE 1,3 +FLAGS (\\Deleted)
        S2: * 1 FETCH (FLAGS (\\Deleted))
        S2: * 3 FETCH (FLAGS (\\Deleted))
        S2: b OK ${_}
        S: * 1 FETCH (FLAGS (\\Deleted))
        S: * 3 FETCH (FLAGS (\\Deleted))
        C2: c CLOSE
        S2: c OK ${_}
        S: * 3 EXPUNGE
        S: * 1 EXPUNGE
        C: done
        S: i OK ${_}
        C: j IDLE
        S: + Idling
        C: NOOP
        S: j BAD ${_}
        C2: d DELETE INBOX
        S2: d NO [CANNOT] INBOX cannot be deleted
        """);
  }

  @Test
  void deletedMailboxEndsOtherSessionsAndUnselectsHere() {
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a SELECT Sent
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 0 EXISTS
            S: * 0 RECENT
            S: * OK [UIDVALIDITY 1002] Ok
            S: * OK [UIDNEXT 1] Ok
            S: * OK [HIGHESTMODSEQ 1] Ok
            S: * OK [MAILBOXID (F2)] Ok
            S: a OK [READ-WRITE] ${_}
            C2: a SELECT Sent
            S2: * FLAGS ${_}
            S2: * OK [PERMANENTFLAGS ${_}
            S2: * 0 EXISTS
            S2: * 0 RECENT
            S2: * OK [UIDVALIDITY 1002] Ok
            S2: * OK [UIDNEXT 1] Ok
            S2: * OK [HIGHESTMODSEQ 1] Ok
            S2: * OK [MAILBOXID (F2)] Ok
            S2: a OK [READ-WRITE] ${_}
            C: b DELETE Sent
            S: * OK [CLOSED] The selected mailbox was deleted
            S: b OK ${_}
            C2: c NOOP
            S2: * BYE The selected mailbox was deleted
            S2: c OK ${_}
            CLOSED2
            C: d EXPUNGE
            S: d BAD ${_}
            """);
  }

  @Test
  void idlingInADeletedMailboxEndsTheConnection() { // RFC 9051 §7.1.5
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a SELECT Sent
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 0 EXISTS
            S: * 0 RECENT
            S: * OK [UIDVALIDITY 1002] Ok
            S: * OK [UIDNEXT 1] Ok
            S: * OK [HIGHESTMODSEQ 1] Ok
            S: * OK [MAILBOXID (F2)] Ok
            S: a OK [READ-WRITE] ${_}
            C: b IDLE
            S: + Idling
            C2: c DELETE Sent
            S2: c OK ${_}
            S: * BYE The selected mailbox was deleted
            CLOSED
            """);
  }

  @Test
  void watcherGoesWithTheConnection() {
    MemoryLine line = ImapLines.to(store).loggedIn();
    line.send("a SELECT INBOX\r\n".getBytes(US_ASCII));
    assertThat(store.watchers("INBOX")).isEqualTo(1);
    line.send("b SELECT Sent\r\n".getBytes(US_ASCII));
    assertThat(store.watchers("INBOX")).isZero();
    assertThat(store.watchers("Sent")).isEqualTo(1);
    line.close();
    assertThat(store.watchers("Sent")).isZero();
  }
}
