package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** NOTIFY: what is told of messages in other mailboxes. RFC 5465 §5.1 to §5.3. */
class NotifyStatusTest {
  private final FakeStore store = new FakeStore();
  private final NotifyClient client = new NotifyClient(store);

  @Test
  void mailElsewhereIsToldByStatus() { // RFC 5465 §3.1
    client.create("Lists/Lemonade", "Lists/Im2000", "misc");
    store.deliver("Lists/Lemonade", NotifyClient.MAIL);
    assertThat(
            client.say(
                "b notify set status (selected MessageNew (uid body.peek[header.fields"
                    + " (from to subject)]) MessageExpunge)"
                    + " (subtree Lists MessageNew MessageExpunge)"))
        .contains(
            "* STATUS Lists/Lemonade (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1005)",
            "* STATUS Lists/Im2000 (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1006)",
            "* STATUS Lists (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1004)")
        .hasSize(4);
    client.say("c select inbox");
    store.deliver("Lists/Lemonade", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly("* STATUS Lists/Lemonade (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1005)");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly(
            "* 1 EXISTS",
            "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (from to subject)] {45}",
            "Subject: Re: good morning",
            "From: a@b.test",
            "",
            ")");
    store.deliver("misc", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    client.notify(
        "(selected MessageNew (uid) MessageExpunge) (subtree Lists (MessageNew MessageExpunge))"
            + " (mailboxes misc (MessageNew MessageExpunge))");
    store.deliver("misc", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly("* STATUS misc (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1007)");
  }

  @Test
  void groupsAddUp() { // RFC 5465 §6
    client.notify("(mailboxes INBOX (Messagenew messageExpunge)) (personal (SubscriptionChange))");
    store.deliver("INBOX", NotifyClient.MAIL);
    client.other().say("o UNSUBSCRIBE INBOX");
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1001)");
    store.deliver("Sent", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
  }

  @Test
  void flagsElsewhereAreToldByModSeqOrUnseen() { // RFC 5465 §5.1
    store.deliver("Sent", NotifyClient.MAIL);
    client.notify("(personal (MessageNew MessageExpunge FlagChange))");
    client.other().say("o SELECT Sent");
    client.other().say("o STORE 1 +FLAGS (\\Seen)");
    assertThat(client.unasked()).containsExactly("* STATUS Sent (UIDVALIDITY 1002 UNSEEN 0)");
    client.other().say("o STORE 1 +FLAGS (\\Flagged)");
    assertThat(client.unasked()).isEmpty();
    client.say("e ENABLE CONDSTORE");
    client.other().say("o STORE 1 -FLAGS (\\Flagged)");
    assertThat(client.unasked())
        .containsExactly("* STATUS Sent (UIDVALIDITY 1002 UNSEEN 0 HIGHESTMODSEQ 5)");
    store.deliver("Sent", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly(
            "* STATUS Sent (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1002 UNSEEN 1 HIGHESTMODSEQ 6)");
  }

  @Test
  void flagsAreNotToldToThoseWhoHaveNotAsked() { // RFC 5465 §5
    store.deliver("Sent", NotifyClient.MAIL);
    client.notify("(personal (MessageNew MessageExpunge))");
    client.other().say("o SELECT Sent");
    client.other().say("o STORE 1 +FLAGS (\\Deleted)");
    assertThat(client.unasked()).isEmpty();
    client.other().say("o EXPUNGE");
    assertThat(client.unasked())
        .containsExactly("* STATUS Sent (MESSAGES 0 UIDNEXT 2 UIDVALIDITY 1002)");
  }

  @Test
  void statusFirstHasWhatFlagsNeed() { // RFC 5465 §3.1
    assertThat(
            client.say(
                "n NOTIFY SET STATUS (mailboxes Sent (MessageNew MessageExpunge FlagChange))"))
        .containsExactly(
            "* STATUS Sent (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1002 HIGHESTMODSEQ 1)",
            "n OK NOTIFY completed");
  }

  @Test
  void ownCopiesElsewhereAreNotToldWhenTheNumbersAreKnown() { // RFC 5465 §5
    store.deliver("INBOX", NotifyClient.MAIL);
    client.say("s SELECT INBOX");
    client.say("n NOTIFY SET STATUS (personal (MessageNew MessageExpunge))");
    assertThat(client.say("c COPY 1 Sent")).hasSize(1);
    assertThat(client.unasked()).isEmpty();
    store.deliver("Sent", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly("* STATUS Sent (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 1002)");
  }

  @Test
  void moveIsToldOfBothMailboxes() { // RFC 5465 §5.2, §5.3: each with its own numbers
    store.deliver("INBOX", NotifyClient.MAIL);
    store.deliver("INBOX", NotifyClient.MAIL);
    client.notify("(personal (MessageNew MessageExpunge))");
    client.other().say("o SELECT INBOX");
    client.other().say("o MOVE 1 Sent");
    assertThat(client.unasked())
        .containsExactlyInAnyOrder(
            "* STATUS INBOX (MESSAGES 1 UIDNEXT 3 UIDVALIDITY 1001)",
            "* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002)");
  }

  @Test
  void whatCameLastToTheSelectedMailboxIsToldAfterIt() {
    client.notify("(personal (MessageNew MessageExpunge))");
    client.say("s SELECT INBOX");
    store.deliver("INBOX", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    assertThat(client.say("u UNSELECT"))
        .containsExactly(
            "* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1001)", "u OK UNSELECT completed");
    assertThat(client.say("s SELECT INBOX")).contains("* 1 EXISTS");
    assertThat(client.say("u UNSELECT")).hasSize(1);
  }

  @Test
  void manyChangesAreToldAsOne() {
    client.notify("(personal (MessageNew MessageExpunge))");
    for (int i = 0; i < 1000; i++) {
      store.deliver("Sent", NotifyClient.MAIL);
    }
    assertThat(client.unasked())
        .containsExactly("* STATUS Sent (MESSAGES 1000 UIDNEXT 1001 UIDVALIDITY 1002)");
  }
}
