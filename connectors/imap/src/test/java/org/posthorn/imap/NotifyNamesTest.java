package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.MailboxList;

/** NOTIFY: what is told of names, subscriptions, annotations and rights. RFC 5465 §5.4 to §5.9. */
class NotifyNamesTest {
  private final FakeStore store = new FakeStore();
  private final NotifyClient client = new NotifyClient(store);

  @Test
  void namesOfMailboxes() { // RFC 5465 §5.4
    client.notify("(personal (MailboxName))");
    client.create("NewMailbox");
    assertThat(client.unasked()).containsExactly("* LIST (\\HasNoChildren) \"/\" NewMailbox");
    client.create("NewMailbox/Child");
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\HasChildren) \"/\" NewMailbox",
            "* LIST (\\HasNoChildren) \"/\" NewMailbox/Child");
    client.other().say("o RENAME NewMailbox Renamed");
    assertThat(client.unasked())
        .containsExactly("* LIST (\\HasChildren) \"/\" Renamed (\"OLDNAME\" (NewMailbox))");
    client.other().say("o DELETE Renamed/Child");
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" Renamed", "* LIST (\\NonExistent) \"/\" Renamed/Child");
    client.other().say("o RENAME INBOX Old");
    assertThat(client.unasked()).containsExactly("* LIST (\\HasNoChildren) \"/\" Old");
    client.other().say("o SUBSCRIBE Old");
    assertThat(client.unasked()).isEmpty();
  }

  @Test
  void ownChangesOfNamesAreNotTold() { // RFC 5465 §5
    client.notify("(personal (MailboxName SubscriptionChange))");
    assertThat(client.say("a CREATE a/b/")).hasSize(1);
    assertThat(client.say("a SUBSCRIBE a")).hasSize(1);
    assertThat(client.say("a RENAME a c")).hasSize(1);
    assertThat(client.say("a DELETE c/b")).hasSize(1);
    client.create("d");
    assertThat(client.unasked()).containsExactly("* LIST (\\HasNoChildren) \"/\" d");
  }

  @Test
  void subscriptions() { // RFC 5465 §5.5, §6.4
    client.notify("(personal (SubscriptionChange)) (subscribed (MessageNew MessageExpunge))");
    store.deliver("Sent", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    client.other().say("o SUBSCRIBE Sent");
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\Subscribed \\HasNoChildren \\Sent) \"/\" Sent",
            "* STATUS Sent (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002)");
    client.other().say("o SUBSCRIBE Nowhere");
    assertThat(client.unasked())
        .containsExactly("* LIST (\\NonExistent \\Subscribed) \"/\" Nowhere");
    client.other().say("o UNSUBSCRIBE Sent");
    store.deliver("Sent", NotifyClient.MAIL);
    assertThat(client.unasked()).containsExactly("* LIST (\\HasNoChildren \\Sent) \"/\" Sent");
  }

  @Test
  void newMailboxesAreWatchedAtOnce() {
    client.notify("(subtree Lists (MessageNew MessageExpunge FlagChange MailboxName))");
    client.create("Lists/a", "b");
    store.deliver("Lists/a", NotifyClient.MAIL);
    store.deliver("b", NotifyClient.MAIL);
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\HasChildren) \"/\" Lists",
            "* LIST (\\HasNoChildren) \"/\" Lists/a",
            "* STATUS Lists/a (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1005 UNSEEN 1)");
    client.other().say("o DELETE Lists/a");
    client.create("Lists/a");
    store.deliver("Lists/a", NotifyClient.MAIL);
    assertThat(client.unasked())
        .contains("* STATUS Lists/a (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1007 UNSEEN 1)");
  }

  @Test
  void annotations() { // RFC 5465 §5.6, §5.7
    client.notify("(mailboxes INBOX (MailboxMetadataChange ServerMetadataChange))");
    annotate(store.id("INBOX"), "/shared/comment");
    annotate(store.id("Sent"), "/shared/comment");
    assertThat(client.unasked()).containsExactly("* METADATA INBOX /shared/comment");
    annotate(MailboxList.SERVER, "/shared/comment");
    assertThat(client.unasked()).containsExactly("* METADATA \"\" /shared/comment");
    assertThat(client.say("a SETMETADATA INBOX (/private/comment x)")).hasSize(1);
    assertThat(client.unasked()).isEmpty();
    client.say("n NOTIFY NONE");
    annotate(MailboxList.SERVER, "/shared/comment");
    assertThat(client.unasked()).isEmpty();
    assertThat(client.say("b NOOP")).hasSize(1);
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
            client.say(
                "n NOTIFY SET STATUS (subtree \"Other Users\" (MessageNew MessageExpunge"
                    + " MailboxName))"))
        .containsExactly(
            "* LIST (\\NoAccess \\HasNoChildren) \"/\" " + team, "n OK NOTIFY completed");
    store.deliver("Other Users/bob@posthorn.test/Team", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    store.share("Team", "lr");
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" " + team,
            "* STATUS " + team + " (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1004)");
    store.share("Team", "l");
    assertThat(client.unasked())
        .containsExactly("* LIST (\\NoAccess \\HasNoChildren) \"/\" " + team);
    store.deliver("Other Users/bob@posthorn.test/Team", NotifyClient.MAIL);
    store.share("Team", "r");
    assertThat(client.unasked())
        .containsExactly(
            "* LIST (\\NonExistent) \"/\" \"Other Users/bob@posthorn.test\"",
            "* LIST (\\NonExistent) \"/\" " + team);
    store.share("Team", "");
    store.share("Secret", "r");
    store.deliver("Other Users/bob@posthorn.test/Secret", NotifyClient.MAIL);
    assertThat(client.unasked()).isEmpty();
    store.share("Secret", "lr");
    assertThat(client.unasked()).hasSize(3);
  }
}
