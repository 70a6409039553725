package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.store.MailboxName;
import org.posthorn.testkit.MemoryLine;

/** NOTIFY. RFC 5465. */
class NotifyTest {
  private static final String MAIL = "Subject: Re: good morning\r\nFrom: a@b.test\r\n\r\nHello\r\n";

  private final FakeStore store = new FakeStore();
  private final ImapLines lines = ImapLines.to(store);
  private final MemoryLine watching = lines.loggedIn();
  private final Talk other = Talk.loggedIn(store);

  private List<String> say(String command) {
    send(command);
    List<String> answer = new ArrayList<>();
    do {
      answer.add(watching.readLine().orElseThrow());
    } while (answer.get(answer.size() - 1).startsWith("*"));
    return answer;
  }

  private void send(String command) {
    watching.send((command + "\r\n").getBytes(UTF_8));
  }

  /** What the server has said unasked. */
  private List<String> unasked() {
    watching.settle();
    String text = watching.unread();
    List<String> heard = new ArrayList<>();
    for (int i = 0; i < text.chars().filter(c -> c == '\n').count(); i++) {
      heard.add(watching.readLine().orElseThrow());
    }
    return heard;
  }

  private void notify(String groups) {
    assertThat(say("n NOTIFY SET " + groups)).containsExactly("n OK Notified");
  }

  private void create(String... names) {
    for (String name : names) {
      assertThat(other.say("o CREATE " + name).get(0)).startsWith("o OK");
    }
  }

  @Test
  void mailElsewhereIsToldByStatus() { // RFC 5465 §3.1
    create("Lists/Lemonade", "Lists/Im2000", "misc");
    store.deliver("Lists/Lemonade", MAIL);
    assertThat(
            say(
                "b notify set status (selected MessageNew (uid body.peek[header.fields"
                    + " (from to subject)]) MessageExpunge)"
                    + " (subtree Lists MessageNew MessageExpunge)"))
        .contains(
            "* STATUS Lists/Lemonade (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1005)",
            "* STATUS Lists/Im2000 (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1006)",
            "* STATUS Lists (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1004)")
        .hasSize(4);
    say("c select inbox");
    store.deliver("Lists/Lemonade", MAIL);
    assertThat(unasked())
        .containsExactly("* STATUS Lists/Lemonade (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1005)");
    store.deliver("INBOX", MAIL);
    assertThat(unasked())
        .containsExactly(
            "* 1 EXISTS",
            "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (from to subject)] {45}",
            "Subject: Re: good morning",
            "From: a@b.test",
            "",
            ")");
    store.deliver("misc", MAIL);
    assertThat(unasked()).isEmpty();
    notify(
        "(selected MessageNew (uid) MessageExpunge) (subtree Lists (MessageNew MessageExpunge))"
            + " (mailboxes misc (MessageNew MessageExpunge))");
    store.deliver("misc", MAIL);
    assertThat(unasked()).containsExactly("* STATUS misc (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1007)");
  }

  @Test
  void groupsAddUp() { // RFC 5465 §6
    notify("(mailboxes INBOX (Messagenew messageExpunge)) (personal (SubscriptionChange))");
    store.deliver("INBOX", MAIL);
    other.say("o UNSUBSCRIBE INBOX");
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1001)");
    store.deliver("Sent", MAIL);
    assertThat(unasked()).isEmpty();
  }

  @Test
  void selectedOverridesOtherGroups() { // RFC 5465 §6
    notify(
        "(selected (Messagenew (uid flags) messageExpunge))"
            + " (personal (MessageNew FlagChange MessageExpunge))");
    say("s SELECT INBOX");
    store.deliver("INBOX", MAIL, "\\Flagged");
    assertThat(unasked()).containsExactly("* 1 EXISTS", "* 1 FETCH (UID 1 FLAGS (\\Flagged))");
    other.say("o SELECT INBOX");
    other.say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(unasked()).isEmpty();
    store.deliver("Sent", MAIL);
    other.say("o SELECT Sent");
    other.say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(unasked())
        .containsExactly("* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002 UNSEEN 0)");
  }

  @Test
  void flagsOfTheSelectedMailboxAreToldWithUid() { // RFC 5465 §5.1
    store.deliver("INBOX", MAIL);
    say("s SELECT INBOX");
    notify("(selected (MessageNew MessageExpunge FlagChange))");
    other.say("o SELECT INBOX");
    other.say("o STORE 1 +FLAGS ($Junk)");
    assertThat(unasked()).contains("* 1 FETCH (UID 1 FLAGS ($Junk))").hasSize(3);
  }

  @Test
  void flagsElsewhereAreToldByModSeqOrUnseen() { // RFC 5465 §5.1
    store.deliver("Sent", MAIL);
    notify("(personal (MessageNew MessageExpunge FlagChange))");
    other.say("o SELECT Sent");
    other.say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(unasked()).containsExactly("* STATUS Sent (UIDVALIDITY 1002 UNSEEN 0)");
    other.say("o STORE 1 +FLAGS (\\Flagged)");
    assertThat(unasked()).isEmpty();
    say("e ENABLE CONDSTORE");
    other.say("o STORE 1 -FLAGS (\\Flagged)");
    assertThat(unasked())
        .containsExactly("* STATUS Sent (UIDVALIDITY 1002 UNSEEN 0 HIGHESTMODSEQ 5)");
    store.deliver("Sent", MAIL);
    assertThat(unasked())
        .containsExactly(
            "* STATUS Sent (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1002 UNSEEN 1 HIGHESTMODSEQ 6)");
  }

  @Test
  void flagsAreNotToldToThoseWhoHaveNotAsked() { // RFC 5465 §5
    store.deliver("Sent", MAIL);
    notify("(personal (MessageNew MessageExpunge))");
    other.say("o SELECT Sent");
    other.say("o STORE 1 +FLAGS (\\Deleted)");
    assertThat(unasked()).isEmpty();
    other.say("o EXPUNGE");
    assertThat(unasked()).containsExactly("* STATUS Sent (MESSAGES 0 UIDNEXT 2 UIDVALIDITY 1002)");
  }

  @Test
  void statusFirstHasWhatFlagsNeed() { // RFC 5465 §3.1
    assertThat(say("n NOTIFY SET STATUS (mailboxes Sent (MessageNew MessageExpunge FlagChange))"))
        .containsExactly(
            "* STATUS Sent (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1002 HIGHESTMODSEQ 1)",
            "n OK Notified");
  }

  @Test
  void expungesInTheSelectedMailbox() { // RFC 5465 §5.3, §6.1.1
    store.deliver("INBOX", MAIL, "\\Deleted");
    say("s SELECT INBOX");
    notify("(selected (MessageNew MessageExpunge))");
    other.say("o SELECT INBOX");
    other.say("o EXPUNGE");
    assertThat(unasked()).containsExactly("* 1 EXPUNGE");
    say("e ENABLE QRESYNC");
    store.deliver("INBOX", MAIL, "\\Deleted");
    assertThat(unasked()).containsExactly("* 1 EXISTS");
    other.say("o EXPUNGE");
    assertThat(unasked()).containsExactly("* VANISHED 2");
  }

  @Test
  void delayedExpungesWaitForACommand() { // RFC 5465 §6.1.2
    store.deliver("INBOX", MAIL, "\\Deleted");
    store.deliver("INBOX", MAIL);
    say("s SELECT INBOX");
    notify("(selected-delayed (MessageNew MessageExpunge FlagChange))");
    other.say("o SELECT INBOX");
    other.say("o EXPUNGE");
    assertThat(unasked()).isEmpty();
    other.say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(unasked()).containsExactly("* 2 FETCH (UID 2 FLAGS (\\Seen))");
    assertThat(say("f FETCH 2 UID")).containsExactly("* 2 FETCH (UID 2)", "f OK FETCH completed");
    assertThat(say("g NOOP")).containsExactly("* 1 EXPUNGE", "g OK Nothing done");
  }

  @Test
  void idleTellsWhatNotifyAskedFor() { // RFC 5465 §4
    store.deliver("INBOX", MAIL, "\\Deleted");
    say("s SELECT INBOX");
    notify("(selected-delayed (MessageNew (uid) MessageExpunge)) (mailboxes Sent NONE)");
    send("i IDLE");
    assertThat(watching.readLine()).contains("+ Idling");
    other.say("o SELECT INBOX");
    other.say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(unasked()).isEmpty();
    other.say("o EXPUNGE");
    assertThat(unasked()).containsExactly("* 1 EXPUNGE");
    store.deliver("Sent", MAIL);
    assertThat(unasked()).isEmpty();
    send("DONE");
    assertThat(watching.readLine()).contains("i OK Idle no more");
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).containsExactly("* 1 EXISTS", "* 1 FETCH (UID 2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "SET (selected NONE)", "SET (personal (MailboxName))"})
  void whatIsNotAskedForOfTheSelectedMailboxIsNotTold(String what) { // RFC 5465 §3.1
    store.deliver("INBOX", MAIL);
    say("s SELECT INBOX");
    say("n NOTIFY " + what);
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).isEmpty();
    assertThat(say("a NOOP")).containsExactly("a OK Nothing done");
    send("i IDLE");
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).containsExactly("+ Idling");
    send("DONE");
    assertThat(unasked()).containsExactly("i OK Idle no more");
    assertThat(say("b STORE 1 +FLAGS (\\Seen)"))
        .containsExactly("* 3 EXISTS", "* 1 FETCH (UID 1 FLAGS (\\Seen))", "b OK Stored");
    notify("(selected (MessageNew MessageExpunge))");
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).containsExactly("* 4 EXISTS");
  }

  @Test
  void notifySetTellsWhatIsNewInTheSelectedMailbox() { // RFC 5465 §3.1
    say("s SELECT INBOX");
    store.deliver("INBOX", MAIL);
    assertThat(say("n NOTIFY SET (personal (MailboxName))"))
        .containsExactly("* 1 EXISTS", "n OK Notified");
  }

  @Test
  void ownMessagesAreNotFetched() { // RFC 5465 §5.2
    store.deliver("Sent", MAIL);
    say("s SELECT INBOX");
    notify("(selected (MessageNew (uid) MessageExpunge)) (personal (MessageNew MessageExpunge))");
    assertThat(say("a APPEND INBOX {10+}\r\nTo: a\r\n\r\nx"))
        .containsExactly("* 1 EXISTS", "a OK [APPENDUID 1001 1] Appended");
    assertThat(unasked()).isEmpty();
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).containsExactly("* 2 EXISTS", "* 2 FETCH (UID 2)");
  }

  @Test
  void ownCopiesElsewhereAreNotToldWhenTheNumbersAreKnown() { // RFC 5465 §5
    store.deliver("INBOX", MAIL);
    say("s SELECT INBOX");
    say("n NOTIFY SET STATUS (personal (MessageNew MessageExpunge))");
    assertThat(say("c COPY 1 Sent")).hasSize(1);
    assertThat(unasked()).isEmpty();
    store.deliver("Sent", MAIL);
    assertThat(unasked()).containsExactly("* STATUS Sent (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1002)");
  }

  @Test
  void moveIsToldOfBothMailboxes() { // RFC 5465 §5.2, §5.3: each with its own numbers
    store.deliver("INBOX", MAIL);
    store.deliver("INBOX", MAIL);
    notify("(personal (MessageNew MessageExpunge))");
    other.say("o SELECT INBOX");
    other.say("o MOVE 1 Sent");
    assertThat(unasked())
        .containsExactlyInAnyOrder(
            "* STATUS INBOX (MESSAGES 1 UIDNEXT 3 UIDVALIDITY 1001)",
            "* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002)");
  }

  @Test
  void whatCameLastToTheSelectedMailboxIsToldAfterIt() {
    notify("(personal (MessageNew MessageExpunge))");
    say("s SELECT INBOX");
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).isEmpty();
    assertThat(say("u UNSELECT"))
        .containsExactly(
            "* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1001)", "u OK Unselected");
    assertThat(say("s SELECT INBOX")).contains("* 1 EXISTS");
    assertThat(say("u UNSELECT")).hasSize(1);
  }

  @Test
  void namesOfMailboxes() { // RFC 5465 §5.4
    notify("(personal (MailboxName))");
    create("NewMailbox");
    assertThat(unasked()).containsExactly("* LIST (\\HasNoChildren) \"/\" NewMailbox");
    create("NewMailbox/Child");
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\HasChildren) \"/\" NewMailbox",
            "* LIST (\\HasNoChildren) \"/\" NewMailbox/Child");
    other.say("o RENAME NewMailbox Renamed");
    assertThat(unasked())
        .containsExactly("* LIST (\\HasChildren) \"/\" Renamed (\"OLDNAME\" (NewMailbox))");
    other.say("o DELETE Renamed/Child");
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" Renamed", "* LIST (\\NonExistent) \"/\" Renamed/Child");
    other.say("o RENAME INBOX Old");
    assertThat(unasked()).containsExactly("* LIST (\\HasNoChildren) \"/\" Old");
    other.say("o SUBSCRIBE Old");
    assertThat(unasked()).isEmpty();
  }

  @Test
  void ownChangesOfNamesAreNotTold() { // RFC 5465 §5
    notify("(personal (MailboxName SubscriptionChange))");
    assertThat(say("a CREATE a/b/")).hasSize(1);
    assertThat(say("a SUBSCRIBE a")).hasSize(1);
    assertThat(say("a RENAME a c")).hasSize(1);
    assertThat(say("a DELETE c/b")).hasSize(1);
    create("d");
    assertThat(unasked()).containsExactly("* LIST (\\HasNoChildren) \"/\" d");
  }

  @Test
  void subscriptions() { // RFC 5465 §5.5, §6.4
    notify("(personal (SubscriptionChange)) (subscribed (MessageNew MessageExpunge))");
    store.deliver("Sent", MAIL);
    assertThat(unasked()).isEmpty();
    other.say("o SUBSCRIBE Sent");
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\Subscribed \\HasNoChildren \\Sent) \"/\" Sent",
            "* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002)");
    other.say("o SUBSCRIBE Nowhere");
    assertThat(unasked()).containsExactly("* LIST (\\NonExistent \\Subscribed) \"/\" Nowhere");
    other.say("o UNSUBSCRIBE Sent");
    store.deliver("Sent", MAIL);
    assertThat(unasked()).containsExactly("* LIST (\\HasNoChildren \\Sent) \"/\" Sent");
  }

  @Test
  void newMailboxesAreWatchedAtOnce() {
    notify("(subtree Lists (MessageNew MessageExpunge FlagChange MailboxName))");
    create("Lists/a", "b");
    store.deliver("Lists/a", MAIL);
    store.deliver("b", MAIL);
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\HasChildren) \"/\" Lists",
            "* LIST (\\HasNoChildren) \"/\" Lists/a",
            "* STATUS Lists/a (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1005 UNSEEN 1)");
    other.say("o DELETE Lists/a");
    create("Lists/a");
    store.deliver("Lists/a", MAIL);
    assertThat(unasked())
        .contains("* STATUS Lists/a (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1007 UNSEEN 1)");
  }

  @Test
  void annotations() { // RFC 5465 §5.6, §5.7
    notify("(mailboxes INBOX (MailboxMetadataChange ServerMetadataChange))");
    annotate(store.id("INBOX"), "/shared/comment");
    annotate(store.id("Sent"), "/shared/comment");
    assertThat(unasked()).containsExactly("* METADATA INBOX /shared/comment");
    annotate(ImapEndpoint.SERVER, "/shared/comment");
    assertThat(unasked()).containsExactly("* METADATA \"\" /shared/comment");
    assertThat(say("a SETMETADATA INBOX (/private/comment x)")).hasSize(1);
    assertThat(unasked()).isEmpty();
    say("n NOTIFY NONE");
    annotate(ImapEndpoint.SERVER, "/shared/comment");
    assertThat(unasked()).isEmpty();
    assertThat(say("b NOOP")).hasSize(1);
  }

  private void annotate(long mailbox, String entry) {
    store
        .annotations()
        .setByOthers(mailbox, Map.of(entry, Optional.of(new byte[] {'x'})), (m, o, e) -> {});
  }

  @Test
  void mailboxesOfOthers() { // RFC 5465 §5.9, RFC 4314
    store.share("Team", "l");
    String team = "\"Other Users/bob@posthorn.test/Team\"";
    assertThat(
            say(
                "n NOTIFY SET STATUS (subtree \"Other Users\" (MessageNew MessageExpunge"
                    + " MailboxName))"))
        .containsExactly("* LIST (\\NoAccess \\HasNoChildren) \"/\" " + team, "n OK Notified");
    store.deliver("Other Users/bob@posthorn.test/Team", MAIL);
    assertThat(unasked()).isEmpty();
    store.share("Team", "lr");
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" " + team,
            "* STATUS " + team + " (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1004)");
    store.share("Team", "l");
    assertThat(unasked()).containsExactly("* LIST (\\NoAccess \\HasNoChildren) \"/\" " + team);
    store.deliver("Other Users/bob@posthorn.test/Team", MAIL);
    store.share("Team", "r");
    assertThat(unasked())
        .containsExactly(
            "* LIST (\\NonExistent) \"/\" \"Other Users/bob@posthorn.test\"",
            "* LIST (\\NonExistent) \"/\" " + team);
    store.share("Team", "");
    store.share("Secret", "r");
    store.deliver("Other Users/bob@posthorn.test/Secret", MAIL);
    assertThat(unasked()).isEmpty();
    store.share("Secret", "lr");
    assertThat(unasked()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET (personal (MessageNew))|MessageNew and MessageExpunge go together",
        "SET (personal (MessageExpunge))|MessageNew and MessageExpunge go together",
        "SET (personal (FlagChange))|FlagChange needs MessageNew and MessageExpunge",
        "SET (personal (MessageNew FlagChange))|MessageNew and MessageExpunge go together",
        "SET (selected (MailboxName))|SELECTED is for events of messages",
        "SET (selected-delayed (ServerMetadataChange))|SELECTED is for events of messages",
        "SET (personal (MessageNew (uid) MessageExpunge))|Only of the selected mailbox items can be"
            + " told",
        "SET (selected NONE) (selected-delayed NONE)|Only one of SELECTED and SELECTED-DELAYED, and"
            + " once",
        "SET (selected NONE) (selected NONE)|Only one of SELECTED and SELECTED-DELAYED, and once",
        "SET (everything (MailboxName))|Unknown kind of mailboxes",
        "SET (mailboxes (MailboxName))|Missing space",
        "SET (mailboxes () (MailboxName))|Missing mailboxes",
        "SET (personal ())|Missing atom",
        "SET (selected (MessageNew () MessageExpunge))|Missing atom",
        "SET (selected (MessageNew (COLOUR) MessageExpunge))|Unknown item to fetch",
        "SET STATUS|Missing space",
        "SET (personal (MailboxName)|Missing ')'",
        "SET (personal (MailboxName)) x|Missing '('",
        "NONE x|Unexpected text at the end of the command",
        "ALL|Missing SET or NONE",
      })
  void wrongOnesAreRefused(String command, String why) { // RFC 5465 §5, §6.1, §8
    assertThat(say("a NOTIFY " + command)).containsExactly("a BAD " + why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(selected (AnnotationChange))",
        "(personal (MessageNew MessageExpunge AnnotationChange))",
        "(personal (MailboxName)) (personal (Weather (sun rain))) (personal",
        "(personal Weather)"
      })
  void unknownEventsAreNamed(String groups) { // RFC 5465 §3.1
    assertThat(say("a NOTIFY SET " + groups))
        .containsExactly(
            "a NO [BADEVENT (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange"
                + " MailboxMetadataChange ServerMetadataChange)] There is no such event");
    store.deliver("INBOX", MAIL);
    assertThat(say("s SELECT INBOX")).contains("* 1 EXISTS");
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).isEmpty();
    assertThat(say("b NOOP")).contains("* 2 EXISTS");
  }

  @Test
  void tooMuchIsRefused() { // RFC 5465 §3.1, §5.8
    notify("(personal (MailboxName))");
    assertThat(say("a NOTIFY SET" + " (personal (MailboxName))".repeat(51)))
        .containsExactly("a NO [NOTIFICATIONOVERFLOW] That is too much, ask for less");
    create("x");
    assertThat(unasked()).hasSize(1);
    for (int i = 0; i < 10_001; i++) {
      store.create(1, new MailboxName("m" + i), Optional.empty());
    }
    assertThat(unasked())
        .containsExactly("* OK [NOTIFICATIONOVERFLOW] That is too much, nothing is told any more");
    assertThat(say("b NOTIFY SET (personal (MessageNew MessageExpunge))").get(0))
        .startsWith("b NO [NOTIFICATIONOVERFLOW]");
    assertThat(store.changeWatchers()).isZero();
    create("y");
    assertThat(unasked()).isEmpty();
  }

  @Test
  void manyChangesAreToldAsOne() {
    notify("(personal (MessageNew MessageExpunge))");
    for (int i = 0; i < 1000; i++) {
      store.deliver("Sent", MAIL);
    }
    assertThat(unasked())
        .containsExactly("* STATUS Sent (MESSAGES 1000 UIDNEXT 1001 UIDVALIDITY 1002)");
  }

  @Test
  void uidOnlyClientsHearUids() { // RFC 9586 §3.3
    say("e ENABLE UIDONLY");
    say("s SELECT INBOX");
    notify("(selected (MessageNew (uid flags) MessageExpunge FlagChange))");
    store.deliver("INBOX", MAIL);
    assertThat(unasked()).containsExactly("* 1 EXISTS", "* 1 UIDFETCH (UID 1 FLAGS ())");
  }

  @Test
  void searchesTellItemsOfWhatComesToTheirResult() { // RFC 5465 §7
    say("s SELECT INBOX");
    say("a00 SEARCH RETURN (COUNT UPDATE (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])) FROM a@b");
    send("i IDLE");
    assertThat(unasked()).containsExactly("+ Idling");
    store.deliver("INBOX", MAIL);
    assertThat(unasked())
        .containsExactly(
            "* 1 EXISTS",
            "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)] {29}",
            "Subject: Re: good morning",
            "",
            ")",
            "* ESEARCH (TAG \"a00\") ADDTO (0 1)");
    store.deliver("INBOX", "From: x\r\n\r\n");
    assertThat(unasked()).containsExactly("* 2 EXISTS");
    send("DONE");
    assertThat(unasked()).hasSize(1);
    assertThat(say("a APPEND INBOX {13+}\r\nFrom: a@b\r\n\r\n"))
        .containsExactly(
            "* 3 EXISTS",
            "* ESEARCH (TAG \"a00\") ADDTO (0 3)",
            "a OK [APPENDUID 1001 3] Appended");
  }

  @Test
  void noItemIsToldTwice() { // RFC 5465 §5.2
    say("s SELECT INBOX");
    say("u SEARCH RETURN (UPDATE(UID FLAGS)) ALL");
    notify("(selected (MessageNew (UID INTERNALDATE) MessageExpunge))");
    store.deliver("INBOX", MAIL);
    assertThat(unasked())
        .containsExactly(
            "* 1 EXISTS",
            "* 1 FETCH (FLAGS ())",
            "* ESEARCH (TAG \"u\") ADDTO (0 1)",
            "* 1 FETCH (UID 1 INTERNALDATE \"14-Nov-2023 22:13:20 +0000\")");
    notify("(selected (MessageNew (UID FLAGS) MessageExpunge))");
    store.deliver("INBOX", MAIL);
    assertThat(unasked())
        .containsExactly(
            "* 2 EXISTS", "* ESEARCH (TAG \"u\") ADDTO (0 2)", "* 2 FETCH (UID 2 FLAGS ())");
  }

  @Test
  void withoutNotifyNothingIsWatched() {
    assertThat(store.changeWatchers()).isZero();
    notify("(selected (MessageNew MessageExpunge))");
    assertThat(store.changeWatchers()).isZero();
    notify("(personal (MailboxName))");
    assertThat(store.changeWatchers()).isOne();
    watching.close();
    assertThat(store.changeWatchers()).isZero();
  }

  @Test
  void loginIsNeeded() {
    lines.play(
        """
        S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
        C: a NOTIFY NONE
        S: a BAD Log in first
        """);
  }

  @Test
  void brokenStoreIsNotTheEnd() {
    notify("(personal (MessageNew MessageExpunge))");
    store.deliver("Sent", MAIL);
    store.breakDown(true);
    assertThat(unasked()).isEmpty();
    store.breakDown(false);
    assertThat(say("a NOOP"))
        .containsExactly(
            "* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002)", "a OK Nothing done");
    assertThat(lines.failures()).isNotEmpty();
  }
}
