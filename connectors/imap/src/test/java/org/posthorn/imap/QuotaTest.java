package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** QUOTA. RFC 9208, RFC 2087. */
class QuotaTest {
  private static final String ANN = FakeStore.USER;
  private static final String BOB = "bob@posthorn.test";
  private final FakeStore store = new FakeStore();

  /** In a script, B stands for what is above bob's mailboxes, ... for what SELECT says. */
  private void play(String script) {
    ImapLines.to(store)
        .playLoggedIn(
            script
                .replace("\"B/", "\"Other Users/bob@posthorn.test/")
                .replace("S: ...\n", "S: ${_}\n".repeat(9)));
  }

  private void message(String mailbox, int octets, String... flags) {
    store.deliver(mailbox, "x".repeat(octets), flags);
  }

  @Test
  void aQuotaRootTellsWhatIsUsedAndMayBe() { // RFC 9208 §4.1.1, §4.1.2
    store.quotas().limit(ANN, 512 * 1024, 1000, 20);
    message("INBOX", 2048);
    message("Trash", 1);
    play(
        """
        C: a GETQUOTA ann@posthorn.test
        S: * QUOTA ann@posthorn.test (STORAGE 3 512 MESSAGE 2 1000 MAILBOX 3 20)
        S: a OK ${_}
        C: b getquotaroot inbox
        S: * QUOTAROOT INBOX ann@posthorn.test
        S: * QUOTA ann@posthorn.test (STORAGE 3 512 MESSAGE 2 1000 MAILBOX 3 20)
        S: b OK ${_}
        C: c GETQUOTAROOT Not/Yet
        S: * QUOTAROOT Not/Yet ann@posthorn.test
        S: * QUOTA ann@posthorn.test (STORAGE 3 512 MESSAGE 2 1000 MAILBOX 3 20)
        S: c OK ${_}
        C: d GETQUOTA {17+}
        C: ann@posthorn.test
        S: * QUOTA ann@posthorn.test (STORAGE 3 512 MESSAGE 2 1000 MAILBOX 3 20)
        S: d OK ${_}
        """);
  }

  @Test
  void onlyWhatIsLimitedIsTold() { // the list of RFC 9208 §7 cannot be empty
    play(
        """
        C: a GETQUOTA ann@posthorn.test
        S: a OK ${_}
        C: b GETQUOTAROOT INBOX
        S: * QUOTAROOT INBOX ann@posthorn.test
        S: b OK ${_}
        """);
    store.quotas().limit(ANN, -1, 7, -1);
    play(
        """
        C: a GETQUOTA ann@posthorn.test
        S: * QUOTA ann@posthorn.test (MESSAGE 0 7)
        S: a OK ${_}
        """);
    store.quotas().limit(ANN, 1023, -1, 3);
    play(
        """
        C: a GETQUOTA ann@posthorn.test
        S: * QUOTA ann@posthorn.test (STORAGE 0 0 MAILBOX 3 3)
        S: a OK ${_}
        """);
  }

  @Test
  void othersRootsAreSeenThroughWhatTheyShare() { // RFC 9208 §6
    store.quotas().limit(BOB, 10 * 1024, -1, -1);
    store.share("Team", "lr");
    message("Other Users/bob@posthorn.test/Team", 1500);
    play(
        """
        C: a GETQUOTAROOT "B/Team"
        S: * QUOTAROOT "B/Team" bob@posthorn.test
        S: * QUOTA bob@posthorn.test (STORAGE 2 10)
        S: a OK ${_}
        C: b GETQUOTAROOT "B/Team/New"
        S: * QUOTAROOT "B/Team/New" bob@posthorn.test
        S: * QUOTA bob@posthorn.test (STORAGE 2 10)
        S: b OK ${_}
        C: c GETQUOTA bob@posthorn.test
        S: * QUOTA bob@posthorn.test (STORAGE 2 10)
        S: c OK ${_}
        """);
    store.share("Team", "l");
    play(
        """
        C: a GETQUOTAROOT "B/Team"
        S: a NO [NOPERM] ${_}
        C: b GETQUOTA bob@posthorn.test
        S: b NO [NOPERM] ${_}
        """);
    store.share("Team", "i");
    play(
        """
        C: a GETQUOTAROOT "B/Team"
        S: a NO [NONEXISTENT] No such mailbox
        """);
  }

  @Test
  void whatIsWrongIsRefused() {
    play(
        """
        C: a GETQUOTA bob@posthorn.test
        S: a NO [NOPERM] ${_}
        C: b GETQUOTA nobody
        S: b NO [NOPERM] ${_}
        C: c GETQUOTA ""
        S: c NO [NOPERM] ${_}
        C: d GETQUOTA
        S: d BAD Missing space
        C: e GETQUOTA a b
        S: e BAD Unexpected text at the end of the command
        C: f GETQUOTAROOT "a//b"
        S: f NO [CANNOT] ${_}
        C: g GETQUOTAROOT "B/Secret"
        S: g NO [NONEXISTENT] No such mailbox
        C: h GETQUOTAROOT
        S: h BAD Missing space
        C: i SETQUOTA ann@posthorn.test (STORAGE 512)
        S: i NO [NOPERM] ${_}
        C: j SETQUOTA ann@posthorn.test (STORAGE)
        S: j BAD Missing space
        C: k SETQUOTA ann@posthorn.test (STORAGE -1)
        S: k BAD ${_}
        C: l SETQUOTA ann@posthorn.test (STORAGE 9223372036854775808)
        S: l BAD ${_}
        C: m SETQUOTA ann@posthorn.test (STORAGE 1 storage 2)
        S: m BAD Resource is named twice
        C: n SETQUOTA ann@posthorn.test STORAGE 1
        S: n BAD ${_}
        C: o SETQUOTA ann@posthorn.test
        S: o BAD Missing space
        """);
    ImapLines.to(store)
        .play(
            """
            S: * OK [CAPABILITY ${_}
            C: a GETQUOTA ann@posthorn.test
            S: a BAD ${_}
            C: b SETQUOTA ann@posthorn.test ()
            S: b BAD ${_}
            """);
  }

  @Test
  void administratorsSetLimits() { // RFC 9208 §4.1.3
    store.quotas().administrator();
    play(
        """
        C: a CAPABILITY
        S: * CAPABILITY ${_} QUOTASET ${_}
        S: a OK ${_}
        C: b GETQUOTA bob@posthorn.test
        S: b OK ${_}
        C: c SETQUOTA bob@posthorn.test (STORAGE 510 MESSAGE 100 mailbox 5)
        S: * QUOTA bob@posthorn.test (STORAGE 0 510 MESSAGE 0 100 MAILBOX 0 5)
        S: c OK ${_}
        C: d SETQUOTA bob@posthorn.test (MESSAGE 0)
        S: * QUOTA bob@posthorn.test (MESSAGE 0 0)
        S: d OK ${_}
        C: e SETQUOTA bob@posthorn.test (STORAGE 9223372036854775807)
        S: * QUOTA bob@posthorn.test (STORAGE 0 9007199254740991)
        S: e OK ${_}
        C: f SETQUOTA bob@posthorn.test ()
        S: f OK ${_}
        C: g GETQUOTA bob@posthorn.test
        S: g OK ${_}
        C: h SETQUOTA bob@posthorn.test (ANNOTATION-STORAGE 5)
        S: h NO [CANNOT] ${_}
        C: i SETQUOTA nobody (STORAGE 5)
        S: i NO [NONEXISTENT] No such quota root
        C: j GETQUOTA nobody
        S: j NO [NONEXISTENT] No such quota root
        """);
  }

  @Test
  void aFullAccountTakesNoMessageAndSaysSoBeforeItComes() { // RFC 9208 §4.3.1
    store.quotas().limit(ANN, 10, 2, -1);
    play(
        """
        C: a APPEND INBOX {11}
        S: a NO [OVERQUOTA] ${_}
        C: b APPEND INBOX {11+}
        C: 12345678901
        S: b NO [OVERQUOTA] ${_}
        C: c APPEND INBOX {6}
        S: + Go ahead
        C: 123456
        S: c OK [APPENDUID 1001 1] ${_}
        C: d APPEND INBOX {5}
        S: d NO [OVERQUOTA] ${_}
        C: e APPEND INBOX {4+}
        C: 1234
        S: e OK [APPENDUID 1001 2] ${_}
        C: f APPEND None {1}
        S: f NO [TRYCREATE] No such mailbox
        """);
    assertThat(store.calls()).containsExactly("append 1", "append 1");
  }

  @Test
  void severalMessagesComeAllOrNone() { // RFC 3502 §6.3.11
    store.quotas().limit(ANN, 100, 2, -1);
    play(
        """
        C: a APPEND INBOX {50}
        S: + Go ahead
        C: 12345678901234567890123456789012345678901234567890 {51}
        S: a NO [OVERQUOTA] ${_}
        C: b APPEND INBOX {1+}
        C: 1 {1+}
        C: 2 {1+}
        C: 3
        S: b NO [OVERQUOTA] ${_}
        C: c APPEND INBOX {1+}
        C: 1 {1+}
        C: 2
        S: c OK [APPENDUID 1001 1:2] ${_}
        C: d APPEND INBOX {1}
        S: d NO [OVERQUOTA] ${_}
        """);
  }

  @Test
  void pipelinedAppendsAreRefusedOneByOne() {
    store.quotas().limit(ANN, -1, 2, -1);
    play(
        """
        C: a APPEND INBOX {1+}
        C: 1
        C: b APPEND INBOX {1+}
        C: 2
        C: c APPEND INBOX {1+}
        C: 3
        S: a OK [APPENDUID 1001 1] ${_}
        S: b OK [APPENDUID 1001 2] ${_}
        S: c NO [OVERQUOTA] ${_}
        """);
  }

  @Test
  void partsOfAMessageCountTogether() { // RFC 4469 §3
    store.quotas().limit(ANN, 10, -1, -1);
    play(
        """
        C: a APPEND INBOX CATENATE (TEXT {6}
        S: + Go ahead
        C: 123456 TEXT {5}
        S: a NO [OVERQUOTA] ${_}
        C: b APPEND INBOX CATENATE (TEXT {6+}
        C: 123456 TEXT {5+}
        C: 12345)
        S: b NO [OVERQUOTA] ${_}
        """);
    assertThat(store.calls()).isEmpty();
  }

  @Test
  void whatIsReplacedMakesRoom() { // RFC 8508 §3
    message("INBOX", 8);
    store.quotas().limit(ANN, 10, 1, -1);
    play(
        """
        C: s SELECT INBOX
        S: ...
        S: s OK ${_}
        C: a REPLACE 1 INBOX {11}
        S: a NO [OVERQUOTA] ${_}
        C: b REPLACE 1 INBOX {11+}
        C: 12345678901
        S: b NO [OVERQUOTA] ${_}
        C: c UID REPLACE 1 INBOX {10}
        S: + Go ahead
        C: 1234567890
        S: * OK [APPENDUID 1001 2] Put
        S: * 1 EXPUNGE
        S: * 1 EXISTS
        S: c OK ${_}
        """);
  }

  @Test
  void copiesCountAndMovesDoNot() {
    message("INBOX", 6);
    store.quotas().limit(ANN, 10, -1, -1);
    store.quotas().limit(BOB, 5, -1, -1);
    store.share("Team", "lrite");
    play(
        """
        C: s EXAMINE INBOX
        S: ...
        S: s OK ${_}
        C: a COPY 1 Sent
        S: a NO [OVERQUOTA] ${_}
        C: b COPY 1 "B/Team"
        S: b NO [OVERQUOTA] ${_}
        C: c SELECT INBOX
        S: * OK [CLOSED] ${_}
        S: ...
        S: c OK ${_}
        C: d MOVE 1 "B/Team"
        S: d NO [OVERQUOTA] ${_}
        C: e MOVE 1 Sent
        S: * OK [COPYUID 1002 1 1] ${_}
        S: * 1 EXPUNGE
        S: e OK Moved
        """);
  }

  @Test
  void mailboxesCount() { // RFC 9208 §5.3
    store.quotas().limit(ANN, -1, -1, 4);
    play(
        """
        C: a CREATE One
        S: a OK [MAILBOXID (F4)] ${_}
        C: b CREATE Two
        S: b NO [OVERQUOTA] ${_}
        C: c DELETE One
        S: c OK ${_}
        C: d CREATE Two
        S: d OK [MAILBOXID (F5)] ${_}
        """);
  }

  @Test
  void statusTellsWhatExpungingWouldGain() { // RFC 9208 §4.1.4
    message("INBOX", 3, "\\Deleted");
    message("INBOX", 5, "\\Deleted");
    message("INBOX", 100);
    play(
        """
        C: a STATUS INBOX (MESSAGES DELETED DELETED-STORAGE)
        S: * STATUS INBOX (MESSAGES 3 DELETED 2 DELETED-STORAGE 8)
        S: a OK ${_}
        C: b LIST "" Sent RETURN (STATUS (DELETED-STORAGE))
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * STATUS Sent (DELETED-STORAGE 0)
        S: b OK ${_}
        C: c STATUS INBOX (DELETED_STORAGE)
        S: c BAD ${_}
        """);
  }
}
