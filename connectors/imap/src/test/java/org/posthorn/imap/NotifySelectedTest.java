package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NOTIFY: what is told of the selected mailbox. RFC 5465 §5, §6.1, §7. */
class NotifySelectedTest {
  private final FakeStore store = new FakeStore();
  private final NotifyClient client = new NotifyClient(store);

  @Test
  void selectedOverridesOtherGroups() { // RFC 5465 §6
    client.notify(
        "(selected (Messagenew (uid flags) messageExpunge))"
            + " (personal (MessageNew FlagChange MessageExpunge))");
    client.say("s SELECT INBOX");
    store.deliver("INBOX", NotifyClient.MAIL, "\\Flagged");
    assertThat(client.unasked())
        .containsExactly("* 1 EXISTS", "* 1 FETCH (UID 1 FLAGS (\\Flagged))");
    client.other().say("o SELECT INBOX");
    client.other().say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(client.unasked()).isEmpty();
    store.deliver("Sent", NotifyClient.MAIL);
    client.other().say("o SELECT Sent");
    client.other().say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(client.unasked())
        .containsExactly("* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002 UNSEEN 0)");
  }

  @Test
  void flagsOfTheSelectedMailboxAreToldWithUid() { // RFC 5465 §5.1
    store.deliver("INBOX", NotifyClient.MAIL);
    client.say("s SELECT INBOX");
    client.notify("(selected (MessageNew MessageExpunge FlagChange))");
    client.other().say("o SELECT INBOX");
    client.other().say("o STORE 1 +FLAGS ($Junk)");
    assertThat(client.unasked()).contains("* 1 FETCH (UID 1 FLAGS ($Junk))").hasSize(3);
  }

  @Test
  void expungesInTheSelectedMailbox() { // RFC 5465 §5.3, §6.1.1
    store.deliver("INBOX", NotifyClient.MAIL, "\\Deleted");
    client.say("s SELECT INBOX");
    client.notify("(selected (MessageNew MessageExpunge))");
    client.other().say("o SELECT INBOX");
    client.other().say("o EXPUNGE");
    assertThat(client.unasked()).containsExactly("* 1 EXPUNGE");
    client.say("e ENABLE QRESYNC");
    store.deliver("INBOX", NotifyClient.MAIL, "\\Deleted");
    assertThat(client.unasked()).containsExactly("* 1 EXISTS");
    client.other().say("o EXPUNGE");
    assertThat(client.unasked()).containsExactly("* VANISHED 2");
  }

  @Test
  void delayedExpungesWaitForACommand() { // RFC 5465 §6.1.2
    store.deliver("INBOX", NotifyClient.MAIL, "\\Deleted");
    store.deliver("INBOX", NotifyClient.MAIL);
    client.say("s SELECT INBOX");
    client.notify("(selected-delayed (MessageNew MessageExpunge FlagChange))");
    client.other().say("o SELECT INBOX");
    client.other().say("o EXPUNGE");
    assertThat(client.unasked()).isEmpty();
    client.other().say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(client.unasked()).containsExactly("* 2 FETCH (UID 2 FLAGS (\\Seen))");
    assertThat(client.say("f FETCH 2 UID"))
        .containsExactly("* 2 FETCH (UID 2)", "f OK FETCH completed");
    assertThat(client.say("g NOOP")).containsExactly("* 1 EXPUNGE", "g OK NOOP completed");
  }

  @Test
  void idleTellsWhatNotifyAskedFor() { // RFC 5465 §4
    store.deliver("INBOX", NotifyClient.MAIL, "\\Deleted");
    client.say("s SELECT INBOX");
    client.notify("(selected-delayed (MessageNew (uid) MessageExpunge)) (mailboxes Sent NONE)");
    client.send("i IDLE");
    assertThat(client.line().readLine()).contains("+ Idling");
    client.other().say("o SELECT INBOX");
    client.other().say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(client.unasked()).isEmpty();
    client.other().say("o EXPUNGE");
    assertThat(client.unasked()).containsExactly("* 1 EXPUNGE");
    store.deliver("Sent", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    client.send("DONE");
    assertThat(client.line().readLine()).contains("i OK IDLE terminated");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).containsExactly("* 1 EXISTS", "* 1 FETCH (UID 2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "SET (selected NONE)", "SET (personal (MailboxName))"})
  void whatIsNotAskedForOfTheSelectedMailboxIsNotTold(String what) { // RFC 5465 §3.1
    store.deliver("INBOX", NotifyClient.MAIL);
    client.say("s SELECT INBOX");
    client.say("n NOTIFY " + what);
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    assertThat(client.say("a NOOP")).containsExactly("a OK NOOP completed");
    client.send("i IDLE");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).containsExactly("+ Idling");
    client.send("DONE");
    assertThat(client.unasked()).containsExactly("i OK IDLE terminated");
    assertThat(client.say("b STORE 1 +FLAGS (\\Seen)"))
        .containsExactly("* 3 EXISTS", "* 1 FETCH (UID 1 FLAGS (\\Seen))", "b OK STORE completed");
    client.notify("(selected (MessageNew MessageExpunge))");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).containsExactly("* 4 EXISTS");
  }

  @Test
  void notifySetTellsWhatIsNewInTheSelectedMailbox() { // RFC 5465 §3.1
    client.say("s SELECT INBOX");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.say("n NOTIFY SET (personal (MailboxName))"))
        .containsExactly("* 1 EXISTS", "n OK NOTIFY completed");
  }

  @Test
  void ownMessagesAreNotFetched() { // RFC 5465 §5.2
    store.deliver("Sent", NotifyClient.MAIL);
    client.say("s SELECT INBOX");
    client.notify(
        "(selected (MessageNew (uid) MessageExpunge)) (personal (MessageNew MessageExpunge))");
    assertThat(client.say("a APPEND INBOX {10+}\r\nTo: a\r\n\r\nx"))
        .containsExactly("* 1 EXISTS", "a OK [APPENDUID 1001 1] APPEND completed");
    assertThat(client.unasked()).isEmpty();
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).containsExactly("* 2 EXISTS", "* 2 FETCH (UID 2)");
  }

  @Test
  void uidOnlyClientsHearUids() { // RFC 9586 §3.3
    client.say("e ENABLE UIDONLY");
    client.say("s SELECT INBOX");
    client.notify("(selected (MessageNew (uid flags) MessageExpunge FlagChange))");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).containsExactly("* 1 EXISTS", "* 1 UIDFETCH (UID 1 FLAGS ())");
  }

  @Test
  void searchesTellItemsOfWhatComesToTheirResult() { // RFC 5465 §7
    client.say("s SELECT INBOX");
    client.say(
        "a00 SEARCH RETURN (COUNT UPDATE (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])) FROM a@b");
    client.send("i IDLE");
    assertThat(client.unasked()).containsExactly("+ Idling");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly(
            "* 1 EXISTS",
            "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)] {29}",
            "Subject: Re: good morning",
            "",
            ")",
            "* ESEARCH (TAG \"a00\") ADDTO (0 1)");
    store.deliver("INBOX", "From: x\r\n\r\n");
    assertThat(client.unasked()).containsExactly("* 2 EXISTS");
    client.send("DONE");
    assertThat(client.unasked()).hasSize(1);
    assertThat(client.say("a APPEND INBOX {13+}\r\nFrom: a@b\r\n\r\n"))
        .containsExactly(
            "* 3 EXISTS",
            "* ESEARCH (TAG \"a00\") ADDTO (0 3)",
            "a OK [APPENDUID 1001 3] APPEND completed");
  }

  @Test
  void noItemIsToldTwice() { // RFC 5465 §5.2
    client.say("s SELECT INBOX");
    client.say("u SEARCH RETURN (UPDATE(UID FLAGS)) ALL");
    client.notify("(selected (MessageNew (UID INTERNALDATE) MessageExpunge))");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly(
            "* 1 EXISTS",
            "* 1 FETCH (FLAGS ())",
            "* ESEARCH (TAG \"u\") ADDTO (0 1)",
            "* 1 FETCH (UID 1 INTERNALDATE \"14-Nov-2023 22:13:20 +0000\")");
    client.notify("(selected (MessageNew (UID FLAGS) MessageExpunge))");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly(
            "* 2 EXISTS", "* ESEARCH (TAG \"u\") ADDTO (0 2)", "* 2 FETCH (UID 2 FLAGS ())");
  }
}
