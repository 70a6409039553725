package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.MailboxName;

/** NOTIFY: what may be asked for. RFC 5465 §3.1, §8. */
class NotifySyntaxTest {
  private final FakeStore store = new FakeStore();
  private final NotifyClient client = new NotifyClient(store);

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
    assertThat(client.say("a NOTIFY " + command)).containsExactly("a BAD " + why);
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
    assertThat(client.say("a NOTIFY SET " + groups))
        .containsExactly(
            "a NO [BADEVENT (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange"
                + " MailboxMetadataChange ServerMetadataChange)] There is no such event");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.say("s SELECT INBOX")).contains("* 1 EXISTS");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    assertThat(client.say("b NOOP")).contains("* 2 EXISTS");
  }

  @Test
  void tooMuchIsRefused() { // RFC 5465 §3.1, §5.8
    client.notify("(personal (MailboxName))");
    assertThat(client.say("a NOTIFY SET" + " (personal (MailboxName))".repeat(51)))
        .containsExactly("a NO [NOTIFICATIONOVERFLOW] Too many events or mailboxes requested");
    client.create("x");
    assertThat(client.unasked()).hasSize(1);
    for (int i = 0; i < 10_001; i++) {
      store.folders().create(new MailboxName("m" + i), Optional.empty());
    }
    assertThat(client.unasked())
        .containsExactly("* OK [NOTIFICATIONOVERFLOW] Too many notifications, NOTIFY is off");
    assertThat(client.say("b NOTIFY SET (personal (MessageNew MessageExpunge))").get(0))
        .startsWith("b NO [NOTIFICATIONOVERFLOW]");
    assertThat(store.changeWatchers()).isZero();
    client.create("y");
    assertThat(client.unasked()).isEmpty();
  }

  @Test
  void loginIsNeeded() {
    client
        .lines()
        .play(
            """
            S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
            C: a NOTIFY NONE
            S: a BAD ${_}
            """);
  }

  @Test
  void withoutNotifyNothingIsWatched() {
    assertThat(store.changeWatchers()).isZero();
    client.notify("(selected (MessageNew MessageExpunge))");
    assertThat(store.changeWatchers()).isZero();
    client.notify("(personal (MailboxName))");
    assertThat(store.changeWatchers()).isOne();
    client.line().close();
    assertThat(store.changeWatchers()).isZero();
  }

  @Test
  void brokenStoreIsNotTheEnd() {
    client.notify("(personal (MessageNew MessageExpunge))");
    store.deliver("Sent", NotifyClient.MAIL);
    store.breakDown(true);
    assertThat(client.unasked()).isEmpty();
    store.breakDown(false);
    assertThat(client.say("a NOOP"))
        .containsExactly(
            "* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002)", "a OK NOOP completed");
    assertThat(client.lines().failures()).isNotEmpty();
  }
}
