package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** STORE, EXPUNGE, CLOSE, COPY and MOVE. RFC 9051 §6.4. */
class MessagesTest {
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
  void moreKeywordsThanFitIntoAWord() { // RFC 9051 §2.3.2
    FakeStore store = new FakeStore();
    for (int i = 0; i < 200; i++) {
      store.deliver("INBOX", "x", "k" + i, "\\Seen");
    }
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a FETCH 150 FLAGS").get(0)).isEqualTo("* 150 FETCH (FLAGS (\\Seen k149))");
    assertThat(talk.say("b SEARCH KEYWORD K149").get(0)).isEqualTo("* SEARCH 150");
    assertThat(talk.say("c SEARCH UNKEYWORD k149 150:151").get(0)).isEqualTo("* SEARCH 151");
    assertThat(talk.say("d STORE 150:151 +FLAGS (K180)"))
        .contains("* 150 FETCH (FLAGS (\\Seen k149 k180))");
    assertThat(talk.say("e STORE 150 -FLAGS.SILENT (k149 \\Seen)"))
        .containsExactly("e OK STORE completed");
    assertThat(talk.say("f FETCH 150:151 FLAGS"))
        .startsWith("* 150 FETCH (FLAGS (k180))", "* 151 FETCH (FLAGS (\\Seen k150 k180))");
    assertThat(talk.say("g COPY 150 Sent")).hasSize(1);
    talk.say("h SELECT Sent");
    assertThat(talk.say("i FETCH 1 FLAGS").get(0)).isEqualTo("* 1 FETCH (FLAGS (k180))");
  }

  @Test
  void keywordsAreNamedBeforeFetchShowsThem() { // RFC 9051 §7.3.5
    store.deliver("INBOX", "\r\nHi");
    Talk reader = Talk.selected(store);
    Talk.selected(store).say("a STORE 1 +FLAGS.SILENT ($Other)");
    assertThat(reader.say("b FETCH 1 (FLAGS BODY[TEXT])"))
        .containsExactly(
            "* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Other)",
            "* OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Other \\*)]"
                + " Flags are kept",
            "* 1 FETCH (FLAGS (\\Seen $Other) BODY[TEXT] {2}",
            "Hi)",
            "* 1 FETCH (FLAGS (\\Seen $Other))",
            "b OK FETCH completed");
  }

  @Test
  void storeAnswersWithTheFlags() { // RFC 9051 §6.4.6
    play(
        3,
        """
        C: a STORE 1,3 +FLAGS (\\Seen $Work)
        S: * FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Work)
        S: * OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Work \\*)] Flags are kept
        S: * 1 FETCH (FLAGS (\\Seen $Work))
        S: * 3 FETCH (FLAGS (\\Seen $Work))
        S: a OK ${_}
        C: b STORE 1:2 -FLAGS \\seen
        S: * 1 FETCH (FLAGS ($Work))
        S: * 2 FETCH (FLAGS ())
        S: b OK ${_}
        C: c UID STORE 2:* FLAGS.SILENT (\\Flagged \\Draft)
        S: c OK ${_}
        C: d UID STORE 3 +FLAGS ()
        S: * 3 FETCH (UID 3 FLAGS (\\Flagged \\Draft))
        S: d OK ${_}
        C: e STORE 4 +FLAGS (\\Seen)
        S: e BAD ${_}
        C: f UID STORE 9 +FLAGS (\\Seen)
        S: f OK ${_}
        C: g STORE 1 FLAGS (\\Recent)
        S: * 1 FETCH (FLAGS ())
        S: g OK ${_}
        C: h STORE 1 FLAGS (\\None)
        S: h BAD Unknown system flag
        C: i STORE 0 FLAGS (\\Seen)
        S: i BAD Number must not be 0
        C: j STORE 1 COLOUR (red)
        S: j BAD Missing FLAGS
        C: k STORE 1,,2 FLAGS ()
        S: k BAD Missing number
        C: l STORE 4294967296 FLAGS ()
        S: l BAD Number is too large
        """);
  }

  @Test
  void storeUnchangedSince() { // RFC 7162 §3.1.3
    play(
        3,
        """
        C: a UID STORE 1:3 (UNCHANGEDSINCE 3) +FLAGS.SILENT (\\Deleted)
        S: * OK [HIGHESTMODSEQ 4] Highest
        S: * 1 FETCH (UID 1 MODSEQ (5))
        S: * 2 FETCH (UID 2 MODSEQ (5))
        S: a OK [MODIFIED 3] ${_}
        C: b STORE 1:3 (UNCHANGEDSINCE 4) +FLAGS (\\Seen)
        S: * 3 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (6))
        S: b OK [MODIFIED 1:2] ${_}
        C: c STORE 1 (COLOUR 4) +FLAGS (\\Seen)
        S: c BAD Unknown STORE modifier
        """);
  }

  @Test
  void expungeTellsNumbersFromTheEnd() { // RFC 9051 §6.4.3
    play(
        5,
        """
        C: a STORE 2,4:5 +FLAGS.SILENT \\Deleted
        S: a OK ${_}
        C: b UID EXPUNGE 1:2
        S: * 2 EXPUNGE
        S: b OK Expunged
        C: c EXPUNGE
        S: * 4 EXPUNGE
        S: * 3 EXPUNGE
        S: c OK Expunged
        C: d UID EXPUNGE 99
        S: d OK ${_}
        C: e ENABLE QRESYNC
        S: * OK [HIGHESTMODSEQ 9] Highest
        S: * ENABLED QRESYNC
        S: e OK ${_}
        C: f STORE 1 +FLAGS.SILENT \\Deleted
        S: * 1 FETCH (UID 1 MODSEQ (10))
        S: f OK ${_}
        C: g EXPUNGE
        S: * VANISHED 1
        S: g OK [HIGHESTMODSEQ 11] Expunged
        """);
  }

  @Test
  void closeExpungesSilentlyAndExamineNothing() { // RFC 9051 §6.4.1
    play(
        2,
        """
        C: a STORE 1 +FLAGS.SILENT \\Deleted
        S: a OK ${_}
        C: b UNSELECT
        S: b OK ${_}
        C: c STATUS INBOX (MESSAGES)
        S: * STATUS INBOX (MESSAGES 2)
        S: c OK ${_}
        C: d EXAMINE INBOX
        S: * FLAGS ${_}
        S: * OK [PERMANENTFLAGS ()] Read-only
        S: * 2 EXISTS
        S: * 0 RECENT
        S: * OK [UNSEEN 1] Ok
        S: * OK [UIDVALIDITY 1001] Ok
        S: * OK [UIDNEXT 3] Ok
        S: * OK [HIGHESTMODSEQ 4] Ok
        S: * OK [MAILBOXID (F1)] Ok
        S: d OK [READ-ONLY] ${_}
        C: e STORE 1 FLAGS ()
        S: e NO [READ-ONLY] ${_}
        C: f EXPUNGE
        S: f NO [READ-ONLY] ${_}
        C: g MOVE 1 Sent
        S: g NO [READ-ONLY] ${_}
        C: h CLOSE
        S: h OK ${_}
        C: i STATUS INBOX (MESSAGES)
        S: * STATUS INBOX (MESSAGES 2)
        S: i OK ${_}
        C: j SELECT INBOX
        S: * FLAGS ${_}
        S: * OK [PERMANENTFLAGS ${_}
        S: * 2 EXISTS
        S: * 0 RECENT
        S: * OK [UNSEEN 1] Ok
        S: * OK [UIDVALIDITY 1001] Ok
        S: * OK [UIDNEXT 3] Ok
        S: * OK [HIGHESTMODSEQ 4] Ok
        S: * OK [MAILBOXID (F1)] Ok
        S: j OK [READ-WRITE] ${_}
        C: k CLOSE
        S: k OK ${_}
        C: l STATUS INBOX (MESSAGES)
        S: * STATUS INBOX (MESSAGES 1)
        S: l OK ${_}
        """);
  }

  @Test
  void copiesAndMoves() { // RFC 9051 §6.4.7, §6.4.8
    play(
        4,
        """
        C: a COPY 2:3 Sent
        S: a OK [COPYUID 1002 2:3 1:2] ${_}
        C: b UID COPY 4,1 None
        S: b NO [TRYCREATE] No such mailbox
        C: c UID COPY 77 Sent
        S: c OK ${_}
        C: d COPY 1 INBOX
        S: * 5 EXISTS
        S: d OK [COPYUID 1001 1 5] ${_}
        C: e MOVE 1,3 Sent
        S: * OK [COPYUID 1002 1,3 3:4] Moved
        S: * 3 EXPUNGE
        S: * 1 EXPUNGE
        S: e OK Moved
        C: f UID MOVE 4:5 Trash
        S: * OK [COPYUID 1003 4:5 1:2] Moved
        S: * 3 EXPUNGE
        S: * 2 EXPUNGE
        S: f OK Moved
        C: g MOVE 1 None
        S: g NO [TRYCREATE] No such mailbox
        C: h MOVE 9 Sent
        S: h BAD ${_}
        C: i COPY * Sent
        S: i OK [COPYUID 1002 2 5] ${_}
        C: j UID MOVE 77 Sent
        S: j OK ${_}
        C: k COPY 1
        S: k BAD Missing space
        """);
  }

  @Test
  void numbersInAnEmptyMailboxAreWrong() { // RFC 9051 §9, seq-number
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: s EXAMINE INBOX
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 0 EXISTS
            S: * 0 RECENT
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 1] Ok
            S: * OK [HIGHESTMODSEQ 1] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: s OK [READ-ONLY] ${_}
            C: a COPY * Sent
            S: a BAD ${_}
            C: b UID COPY 1:* Sent
            S: b OK ${_}
            """);
  }

  @Test
  void renamedInboxMovesItsMessages() { // RFC 9051 §6.3.6
    play(
        2,
        """
        C: a RENAME INBOX Old
        S: * 2 EXPUNGE
        S: * 1 EXPUNGE
        S: a OK ${_}
        C: b STATUS Old (MESSAGES)
        S: * STATUS Old (MESSAGES 2)
        S: b OK ${_}
        """);
  }
}
