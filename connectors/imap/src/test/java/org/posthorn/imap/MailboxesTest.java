package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;

class MailboxesTest {
  @Test
  void selectDescribesTheMailbox() { // RFC 9051 §6.3.2
    ImapLines.to(twoMessages())
        .playLoggedIn(
            """
            C: a SELECT inbox
            S: * FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Junk)
            S: * OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Junk \\*)] Flags are kept
            S: * 2 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 2] Ok
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 3] Ok
            S: * OK [HIGHESTMODSEQ 3] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: a OK [READ-WRITE] ${_}
            C: b EXAMINE Sent
            S: * OK [CLOSED] The mailbox before is closed
            S: * FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)
            S: * OK [PERMANENTFLAGS ()] Read-only
            S: * 0 EXISTS
            S: * 0 RECENT
            S: * OK [UIDVALIDITY 1002] Ok
            S: * OK [UIDNEXT 1] Ok
            S: * OK [HIGHESTMODSEQ 1] Ok
            S: * OK [MAILBOXID (F2)] Ok
            S: b OK [READ-ONLY] ${_}
            C: c SELECT None
            S: * OK [CLOSED] The mailbox before is closed
            S: c NO [NONEXISTENT] No such mailbox
            C: d CLOSE
            S: d BAD ${_}
            C: e ENABLE IMAP4rev2
            S: * ENABLED IMAP4rev2
            S: e OK ${_}
            C: f SELECT Sent
            S: * FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)
            S: * OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft \\*)] Flags are kept
            S: * 0 EXISTS
            S: * LIST () "/" Sent
            S: * OK [UIDVALIDITY 1002] Ok
            S: * OK [UIDNEXT 1] Ok
            S: * OK [HIGHESTMODSEQ 1] Ok
            S: * OK [MAILBOXID (F2)] Ok
            S: f OK [READ-WRITE] ${_}
            C: g UNSELECT
            S: g OK ${_}
            C: h CHECK
            S: h BAD ${_}
            """);
  }

  @Test
  void namesWrittenOtherwiseAreTold() { // RFC 9051 §6.3.2, §6.3.4 to §6.3.6, §6.3.9.7
    Talk talk = Talk.loggedIn(new FakeStore());
    assertThat(talk.say("a SELECT inbox")).noneMatch(line -> line.startsWith("* LIST"));
    talk.say("b ENABLE IMAP4rev2");
    assertThat(talk.say("c SELECT inbox")).contains("* LIST () \"/\" INBOX (\"OLDNAME\" (inbox))");
    assertThat(talk.say("d SELECT INBOX")).contains("* LIST () \"/\" INBOX");
    String composed = "caf\u00e9";
    String apart = "\"cafe\u0301\"";
    assertThat(talk.say("e CREATE " + apart))
        .containsExactly(
            "* LIST () \"/\" \"" + composed + "\" (\"OLDNAME\" (" + apart + "))",
            "e OK [MAILBOXID (F4)] CREATE completed");
    assertThat(talk.say("f RENAME \"" + composed + "\" " + "\"Cafe\u0301/\"").get(0))
        .isEqualTo("* LIST () \"/\" \"Caf\u00e9\" (\"OLDNAME\" (\"Cafe\u0301\"))");
    assertThat(talk.say("g DELETE \"Cafe\u0301\"").get(0))
        .isEqualTo("* LIST (\\NonExistent) \"/\" \"Caf\u00e9\" (\"OLDNAME\" (\"Cafe\u0301\"))");
    assertThat(talk.say("h CREATE plain/")).hasSize(1);
    assertThat(talk.say("i CREATE Inbox/below").get(0))
        .isEqualTo("* LIST () \"/\" INBOX/below (\"OLDNAME\" (Inbox/below))");
  }

  @Test
  void resynchronisesWhatChanged() { // RFC 7162 §3.2.5
    ImapLines.to(changedSince())
        .playLoggedIn(
            """
            C: a SELECT INBOX (QRESYNC (1001 1))
            S: a BAD Enable QRESYNC first
            C: b ENABLE QRESYNC
            S: * ENABLED QRESYNC
            S: b OK ${_}
            C: c SELECT INBOX (QRESYNC (1001 5))
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 4 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 2] Ok
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 6] Ok
            S: * OK [HIGHESTMODSEQ 9] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: * VANISHED (EARLIER) 3
            S: * 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (8))
            S: * 4 FETCH (UID 5 FLAGS () MODSEQ (6))
            S: c OK [READ-WRITE] ${_}
            C: d SELECT INBOX (QRESYNC (1001 5 1:2 (1:2 1:2)))
            S: * OK [CLOSED] The mailbox before is closed
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 4 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 2] Ok
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 6] Ok
            S: * OK [HIGHESTMODSEQ 9] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: * 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (8))
            S: d OK [READ-WRITE] ${_}
            C: e SELECT INBOX (CONDSTORE QRESYNC (7 5))
            S: * OK [CLOSED] The mailbox before is closed
            S: * FLAGS ${_}
            S: * OK [PERMANENTFLAGS ${_}
            S: * 4 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 2] Ok
            S: * OK [UIDVALIDITY 1001] Ok
            S: * OK [UIDNEXT 6] Ok
            S: * OK [HIGHESTMODSEQ 9] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: e OK [READ-WRITE] ${_}
            C: f SELECT INBOX (QRESYNC (1001 5 1:*))
            S: f BAD No * or $ here
            C: g SELECT INBOX (NONE)
            S: g BAD Unknown SELECT parameter
            """);
  }

  @Test
  void createsDeletesRenames() { // RFC 9051 §6.3.4
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE Work/2026/
            S: a OK [MAILBOXID (F5)] ${_}
            C: b CREATE Work
            S: b NO [ALREADYEXISTS] ${_}
            C: c CREATE inbox
            S: c NO [ALREADYEXISTS] ${_}
            C: e RENAME Work Play
            S: e OK ${_}
            C: f LIST "" *
            S: * LIST (\\HasNoChildren) "/" INBOX
            S: * LIST (\\HasChildren) "/" Play
            S: * LIST (\\HasNoChildren) "/" Play/2026
            S: * LIST (\\HasNoChildren \\Sent) "/" Sent
            S: * LIST (\\HasNoChildren \\Trash) "/" Trash
            S: f OK ${_}
            C: g DELETE Play/2026
            S: g OK ${_}
            C: h DELETE INBOX
            S: h NO [CANNOT] INBOX cannot be deleted
            C: i DELETE None
            S: i NO [NONEXISTENT] No such mailbox
            C: j RENAME None Other
            S: j NO [NONEXISTENT] No such mailbox
            C: k RENAME Play Sent
            S: k NO [ALREADYEXISTS] ${_}
            C: l RENAME Play Play/Below
            S: l NO [CANNOT] A mailbox cannot move below itself
            C: m CREATE a//b
            S: m NO [CANNOT] ${_}
            C: n RENAME Play ../x
            S: n NO [CANNOT] ${_}
            C: o CREATE Bills (USE (\\Archive))
            S: o OK [MAILBOXID (F6)] ${_}
            C: p CREATE Bad (USE (\\None))
            S: p NO [USEATTR] ${_}
            C: q CREATE Bad (COLOUR (red))
            S: q BAD Unknown CREATE parameter
            C: r CREATE
            S: r BAD Missing space
            C: s CREATE "unfinished
            S: s BAD Quoted string does not end
            C: t CREATE "wrong\\n"
            S: t BAD Wrong escape in quoted string
            """);
  }

  @Test
  void deletedMailboxesStayAsLevelsAboveOthers() { // RFC 9051 §6.3.5, RFC 3501 §6.3.4
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE Work/2026/May
            S: a OK [MAILBOXID (F6)] ${_}
            C: b DELETE Work
            S: b OK ${_}
            C: c DELETE Work/2026
            S: c OK ${_}
            C: d LIST "" Wor*
            S: * LIST (\\Noselect \\HasChildren) "/" Work
            S: * LIST (\\Noselect \\HasChildren) "/" Work/2026
            S: * LIST (\\HasNoChildren) "/" Work/2026/May
            S: d OK ${_}
            C: e LIST "" Work RETURN (SUBSCRIBED)
            S: * LIST (\\NonExistent \\HasChildren) "/" Work
            S: e OK ${_}
            C: f XLIST "" Work
            S: * XLIST (\\Noselect \\HasChildren) "/" Work
            S: f OK ${_}
            C: g LIST (SPECIAL-USE) "" Work
            S: g OK ${_}
            C: h SELECT Work
            S: h NO [NONEXISTENT] No such mailbox
            C: i STATUS Work (MESSAGES)
            S: i NO [NONEXISTENT] No such mailbox
            C: j APPEND Work {1+}
            C: x
            S: j NO [TRYCREATE] No such mailbox
            C: k DELETE Work
            S: k NO [HASCHILDREN] Mailbox has mailboxes below it
            C: l CREATE Work/2027
            S: l OK [MAILBOXID (F7)] ${_}
            C: m RENAME Sent Work
            S: m NO [ALREADYEXISTS] ${_}
            C: n RENAME Work Play
            S: n OK ${_}
            C: o CREATE Play
            S: o OK [MAILBOXID (F8)] ${_}
            C: p LIST "" Play*
            S: * LIST (\\HasChildren) "/" Play
            S: * LIST (\\Noselect \\HasChildren) "/" Play/2026
            S: * LIST (\\HasNoChildren) "/" Play/2026/May
            S: * LIST (\\HasNoChildren) "/" Play/2027
            S: p OK ${_}
            C: q DELETE Play/2026/May
            S: q OK ${_}
            C: r LIST "" Play/*
            S: * LIST (\\HasNoChildren) "/" Play/2027
            S: r OK ${_}
            """);
  }

  @Test
  void nameOfTenThousandOctetsIsRefused() {
    String name = "n".repeat(10_000);
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE NAME
            S: a NO [CANNOT] ${_}
            C: b SELECT NAME
            S: b NO [NONEXISTENT] No such mailbox
            C: c LIST "" NAME
            S: c NO [LIMIT] Pattern is too long
            C: d SUBSCRIBE NAME
            S: d NO [CANNOT] ${_}
            C: e STATUS NAME (MESSAGES)
            S: e NO [NONEXISTENT] No such mailbox
            """
                .replace("NAME", name));
  }

  @Test
  void octetsThatEncodeNoNameNameNoMailbox() { // RFC 3501 §5.1.3
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a SELECT !#$&'+,-.0123456789:;<=>?@^_`|[}
            S: a NO [NONEXISTENT] No such mailbox
            C: b LIST "" !#$&'+,-.0123456789:;<=>?@^_`|[}%*
            S: b OK ${_}
            C: c CREATE a&b
            S: c NO [CANNOT] ${_}
            C: d APPEND a&b {1+}
            C: x
            S: d NO [TRYCREATE] No such mailbox
            """);
  }

  @Test
  void patternsMayPartTheEncodingOfAName() { // RFC 3501 §5.1.3, §6.3.8
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE Entw&APw-rfe
            S: a OK [MAILBOXID (F4)] ${_}
            C: b LIST "" Entw&AP*
            S: * LIST (\\HasNoChildren) "/" Entw&APw-rfe
            S: b OK ${_}
            C: c LIST Entw&AP "w-%"
            S: * LIST (\\HasNoChildren) "/" Entw&APw-rfe
            S: c OK ${_}
            C: d LIST "" "%&%"
            S: * LIST (\\HasNoChildren) "/" Entw&APw-rfe
            S: d OK ${_}
            C: e LIST "" Entw&APw
            S: e OK ${_}
            C: f LSUB "" Entw&AP*
            S: f OK ${_}
            """);
  }

  @Test
  void namesInUtf8AreTakenBeforeAnybodyEnablesThem() {
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE "Entwürfe & Ähnliches"
            S: a OK [MAILBOXID (F4)] ${_}
            C: b LIST "" "Entw*"
            S: * LIST (\\HasNoChildren) "/" "Entw&APw-rfe &- &AMQ-hnliches"
            S: b OK ${_}
            C: c LIST "" "Entwü%"
            S: * LIST (\\HasNoChildren) "/" "Entw&APw-rfe &- &AMQ-hnliches"
            S: c OK ${_}
            C: d STATUS "Entwürfe & Ähnliches" (MESSAGES)
            S: * STATUS "Entw&APw-rfe &- &AMQ-hnliches" (MESSAGES 0)
            S: d OK ${_}
            C: e RENAME "Entw&APw-rfe &- &AMQ-hnliches" "Entwürfe"
            S: e OK ${_}
            C: f SUBSCRIBE {9+}
            C: Entwürfe
            S: f OK ${_}
            C: g LSUB "" "Entwü*"
            S: * LSUB () "/" Entw&APw-rfe
            S: g OK ${_}
            C: h APPEND "Entwürfe" {4+}
            C: A: b
            S: h OK [APPENDUID 1004 1] ${_}
            C: i ESEARCH IN (mailboxes "Entwürfe") ALL
            S: * ESEARCH (TAG "i" MAILBOX Entw&APw-rfe UIDVALIDITY 1004) UID ALL 1
            S: i OK ${_}
            C: j GETQUOTAROOT "Entwürfe"
            S: * QUOTAROOT Entw&APw-rfe ann@posthorn.test
            S: j OK ${_}
            C: k MYRIGHTS "Entwürfe"
            S: * MYRIGHTS Entw&APw-rfe lrswipkxteacd
            S: k OK ${_}
            C: l GETMETADATA "Entwürfe" /private/comment
            S: * METADATA Entw&APw-rfe (/private/comment NIL)
            S: l OK ${_}
            C: m NOTIFY SET STATUS (mailboxes "Entwürfe" (MessageNew MessageExpunge))
            S: * STATUS Entw&APw-rfe (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1004)
            S: m OK ${_}
            """);
  }

  @Test
  void namesAreModifiedUtf7UntilRev2IsEnabled() { // RFC 3501 §5.1.3
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a CREATE Entw&APw-rfe
            S: a OK [MAILBOXID (F4)] ${_}
            C: b LIST "" Ent*
            S: * LIST (\\HasNoChildren) "/" Entw&APw-rfe
            S: b OK ${_}
            C: c CREATE Entw&rfe
            S: c NO [CANNOT] ${_}
            C: d CREATE "Entwürfe"
            S: d NO [ALREADYEXISTS] ${_}
            C: e CREATE "A&-B"
            S: e OK [MAILBOXID (F5)] ${_}
            C: f ENABLE IMAP4rev2
            S: * ENABLED IMAP4rev2
            S: f OK ${_}
            C: g LIST "" (Ent* A*)
            S: * LIST (\\HasNoChildren) "/" A&B
            S: * LIST (\\HasNoChildren) "/" "Entwürfe"
            S: g OK ${_}
            C: h STATUS "Entwürfe" (MESSAGES)
            S: * STATUS "Entwürfe" (MESSAGES 0)
            S: h OK ${_}
            X: i CREATE "\\xFF\\xFE"\\r\\n
            S: i BAD Text is not UTF-8
            """);
  }

  @Test
  void statusTellsAllThereIs() { // RFC 9051 §6.3.11
    ImapLines.to(twoMessages())
        .playLoggedIn(
            """
            C: a STATUS INBOX (APPENDLIMIT MAILBOXID HIGHESTMODSEQ SIZE DELETED UNSEEN UIDVALIDITY UIDNEXT RECENT MESSAGES)
            S: * STATUS INBOX (MESSAGES 2 RECENT 0 UIDNEXT 3 UIDVALIDITY 1001 UNSEEN 1 DELETED 0 SIZE 35 HIGHESTMODSEQ 3 MAILBOXID (F1) APPENDLIMIT 10000)
            S: a OK ${_}
            C: b STATUS None (MESSAGES)
            S: b NO [NONEXISTENT] No such mailbox
            C: c STATUS INBOX ()
            S: c BAD Missing STATUS item
            C: d STATUS INBOX (COLOUR)
            S: d BAD Unknown STATUS item
            C: e STATUS INBOX MESSAGES
            S: e BAD Missing '('
            """);
  }

  @Test
  void subscriptionsAndLsub() { // RFC 9051 §6.3.7
    ImapLines.to(new FakeStore())
        .playLoggedIn(
            """
            C: a SUBSCRIBE Lists/java/dev
            S: a OK ${_}
            C: b LSUB "" *
            S: * LSUB () "/" INBOX
            S: * LSUB () "/" Lists/java/dev
            S: b OK ${_}
            C: c LSUB "" %
            S: * LSUB () "/" INBOX
            S: * LSUB (\\Noselect) "/" Lists
            S: c OK ${_}
            C: d LIST (SUBSCRIBED) "" *
            S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
            S: * LIST (\\NonExistent \\Subscribed) "/" Lists/java/dev
            S: d OK ${_}
            C: e LIST (SUBSCRIBED RECURSIVEMATCH) "" %
            S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
            S: * LIST (\\NonExistent) "/" Lists ("CHILDINFO" ("SUBSCRIBED"))
            S: e OK ${_}
            C: f LIST (RECURSIVEMATCH) "" *
            S: f BAD RECURSIVEMATCH needs another option
            C: g UNSUBSCRIBE Lists/java/dev
            S: g OK ${_}
            C: h LSUB Lists/ *
            S: h OK ${_}
            """);
  }

  @Test
  void listSelectsAndReturns() { // RFC 9051 §6.3.9
    ImapLines.to(twoMessages())
        .playLoggedIn(
            """
            C: a LIST "" ""
            S: * LIST (\\Noselect) "/" ""
            S: a OK ${_}
            C: b LIST (SPECIAL-USE) "" "*"
            S: * LIST (\\HasNoChildren \\Sent) "/" Sent
            S: * LIST (\\HasNoChildren \\Trash) "/" Trash
            S: b OK ${_}
            C: c LIST () "" (iNbOx "T%") RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN))
            S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
            S: * STATUS INBOX (MESSAGES 2 UNSEEN 1)
            S: * LIST (\\HasNoChildren \\Trash) "/" Trash
            S: * STATUS Trash (MESSAGES 0 UNSEEN 0)
            S: c OK ${_}
            C: d LIST Se nt
            S: * LIST (\\HasNoChildren \\Sent) "/" Sent
            S: d OK ${_}
            C: e LIST (COLOUR) "" *
            S: e BAD Unknown selection option
            C: f LIST "" * RETURN (COLOUR)
            S: f BAD Unknown return option
            C: g LIST "" * (SUBSCRIBED)
            S: g BAD Missing RETURN
            C: h NAMESPACE
            S: * NAMESPACE (("" "/")) (("Other Users/" "/")) NIL
            S: h OK ${_}
            C: i LIST "" %%%%%%%%%%*%*%*%*y
            S: i OK ${_}
            """);
  }

  private static FakeStore twoMessages() {
    FakeStore store = new FakeStore();
    store.deliver("INBOX", "Subject: one\r\n\r\n1", "\\Seen", "$Junk");
    store.deliver("INBOX", "Subject: two\r\n\r\n22");
    return store;
  }

  // modseq 2 to 5: UIDs 1 to 4; 6: UID 5; 7: UID 3 deleted; 8: UID 1 seen; 9: UID 3 expunged
  private static FakeStore changedSince() {
    FakeStore store = new FakeStore();
    for (int i = 0; i < 5; i++) {
      store.deliver("INBOX", "Subject: " + i + "\r\n\r\n");
    }
    long inbox = store.id("INBOX");
    flag(store, 3, Flags.DELETED);
    flag(store, 1, Flags.SEEN);
    store.messages().expunge(inbox, UidSet.of(3));
    return store;
  }

  private static void flag(FakeStore store, long uid, int flag) {
    FlagChange change = new FlagChange(FlagChange.Operation.ADD, new Flags(flag, List.of()));
    store.messages().store(store.id("INBOX"), UidSet.of(uid), change, OptionalLong.empty());
  }
}
