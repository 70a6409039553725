package org.posthorn.imap;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.MailboxName;

/** The examples of LIST with options. RFC 5258 §5, RFC 5819 §3, RFC 8440 §4. */
class ListExtendedTest {
  private final FakeStore store = new FakeStore();

  private void play(String script) {
    ImapLines.to(store).playLoggedIn(script);
  }

  private void create(String... names) {
    for (String name : names) {
      store.folders().create(new MailboxName(name), Optional.empty());
    }
  }

  private void subscribe(String... names) {
    for (String name : names) {
      store.folders().subscribe(new MailboxName(name), true);
    }
  }

  private void fruit() {
    create("Fruit", "Fruit/Apple", "Fruit/Banana", "Tofu", "Vegetable", "Vegetable/Broccoli");
    create("Vegetable/Corn");
    subscribe("Fruit/Banana", "Fruit/Peach", "Vegetable", "Vegetable/Broccoli");
  }

  @Test
  void subscribedNames() { // RFC 5258 §5, examples 1 to 6
    fruit();
    play(
        """
        C: A02 LIST (SUBSCRIBED) "" "*"
        S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
        S: * LIST (\\Subscribed \\HasNoChildren) "/" Fruit/Banana
        S: * LIST (\\NonExistent \\Subscribed) "/" Fruit/Peach
        S: * LIST (\\Subscribed \\HasChildren) "/" Vegetable
        S: * LIST (\\Subscribed \\HasNoChildren) "/" Vegetable/Broccoli
        S: A02 OK ${_}
        C: A03 LIST () "" "%" RETURN (CHILDREN)
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\HasChildren) "/" Fruit
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren) "/" Tofu
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: * LIST (\\HasChildren) "/" Vegetable
        S: A03 OK ${_}
        C: A05 LIST (REMOTE SUBSCRIBED) "" "F*"
        S: * LIST (\\Subscribed \\HasNoChildren) "/" Fruit/Banana
        S: * LIST (\\NonExistent \\Subscribed) "/" Fruit/Peach
        S: A05 OK ${_}
        C: A06 LIST (REMOTE) "" "F*" RETURN (SUBSCRIBED)
        S: * LIST (\\HasChildren) "/" Fruit
        S: * LIST (\\HasNoChildren) "/" Fruit/Apple
        S: * LIST (\\Subscribed \\HasNoChildren) "/" Fruit/Banana
        S: A06 OK ${_}
        """);
  }

  @Test
  void severalPatternsAndEachNameOnce() { // RFC 5258 §3, §5, example 7
    create("Drafts", "Sent/August2004", "Sent/March2004");
    play(
        """
        C: a LIST "" ("INBOX" "Drafts" "Sent/%" "D*")
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\HasNoChildren) "/" Drafts
        S: * LIST (\\HasNoChildren) "/" Sent/August2004
        S: * LIST (\\HasNoChildren) "/" Sent/March2004
        S: a OK ${_}
        C: b LIST "" ("" "INBOX")
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: b OK ${_}
        C: c LIST () "" ""
        S: c OK ${_}
        C: d LIST "" "" RETURN (CHILDREN)
        S: d OK ${_}
        C: e LIST (SUBSCRIBED subscribed) "" % RETURN (SUBSCRIBED SUBSCRIBED)
        S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
        S: e OK ${_}
        C: f LIST (REMOTE RECURSIVEMATCH) "" *
        S: f BAD RECURSIVEMATCH needs another option
        """);
  }

  @Test
  void childInfoIsNotHasChildren() { // RFC 5258 §5, example 8
    create("Foo", "Foo/Bar", "Foo/Baz", "Moo");
    store.folders().subscribe(MailboxName.INBOX, false);
    subscribe("Foo/Baz");
    play(
        """
        C: C02 LIST (SUBSCRIBED) "" "*"
        S: * LIST (\\Subscribed \\HasNoChildren) "/" Foo/Baz
        S: C02 OK ${_}
        C: C03 LIST (SUBSCRIBED) "" "%"
        S: C03 OK ${_}
        C: C04 LIST (SUBSCRIBED RECURSIVEMATCH) "" "%"
        S: * LIST (\\HasChildren) "/" Foo ("CHILDINFO" ("SUBSCRIBED"))
        S: C04 OK ${_}
        C: C05 SUBSCRIBE Foo
        S: C05 OK ${_}
        C: C06 LIST (SUBSCRIBED RECURSIVEMATCH) "" "%"
        S: * LIST (\\Subscribed \\HasChildren) "/" Foo ("CHILDINFO" ("SUBSCRIBED"))
        S: C06 OK ${_}
        C: C07 UNSUBSCRIBE Foo/Baz
        S: C07 OK ${_}
        C: C08 SUBSCRIBE Moo
        S: C08 OK ${_}
        C: C09 LIST (SUBSCRIBED RECURSIVEMATCH) "" "%" RETURN (CHILDREN)
        S: * LIST (\\Subscribed \\HasChildren) "/" Foo
        S: * LIST (\\Subscribed \\HasNoChildren) "/" Moo
        S: C09 OK ${_}
        C: C10 UNSUBSCRIBE Foo
        S: C10 OK ${_}
        C: C11 UNSUBSCRIBE Moo
        S: C11 OK ${_}
        C: C12 LIST (SUBSCRIBED RECURSIVEMATCH) "" "%"
        S: C12 OK ${_}
        """);
  }

  @Test
  void childInfoWhereNoPatternFindsTheChild() { // RFC 5258 §5, example 9
    create("foo2", "foo2/bar1", "foo2/bar2", "baz2", "baz2/bar2", "baz2/bar22", "baz2/bar222");
    create("eps2", "eps2/mamba", "qux2/bar2");
    subscribe("foo2/bar1", "foo2/bar2", "baz2/bar2", "baz2/bar22", "baz2/bar222", "eps2");
    subscribe("eps2/mamba", "qux2/bar2");
    play(
        """
        C: D03 LIST (RECURSIVEMATCH SUBSCRIBED) "" "*2"
        S: * LIST (\\Subscribed \\HasNoChildren) "/" baz2/bar2
        S: * LIST (\\Subscribed \\HasNoChildren) "/" baz2/bar22
        S: * LIST (\\Subscribed \\HasNoChildren) "/" baz2/bar222
        S: * LIST (\\Subscribed \\HasChildren) "/" eps2 ("CHILDINFO" ("SUBSCRIBED"))
        S: * LIST (\\HasChildren) "/" foo2 ("CHILDINFO" ("SUBSCRIBED"))
        S: * LIST (\\Subscribed \\HasNoChildren) "/" foo2/bar2
        S: * LIST (\\Subscribed \\HasNoChildren) "/" qux2/bar2
        S: D03 OK ${_}
        """);
  }

  @Test
  void whatIsGoneMayBeSubscribedBelow() { // RFC 5258 §5, example 10
    create("foo");
    subscribe("foo/bar");
    play(
        """
        C: a1 LIST "" ("foo" "foo/*")
        S: * LIST (\\HasNoChildren) "/" foo
        S: a1 OK ${_}
        C: a2 LIST (SUBSCRIBED) "" "foo/*"
        S: * LIST (\\NonExistent \\Subscribed) "/" foo/bar
        S: a2 OK ${_}
        C: a3 LIST (SUBSCRIBED RECURSIVEMATCH) "" foo RETURN (CHILDREN)
        S: * LIST (\\HasNoChildren) "/" foo ("CHILDINFO" ("SUBSCRIBED"))
        S: a3 OK ${_}
        """);
  }

  @Test
  void statusAndRightsOnlyOfWhatIsChosen() { // RFC 5819 §3, RFC 8440 §4
    create("foo", "foo/baz");
    subscribe("foo/baz", "bar");
    store.deliver("INBOX", "Subject: x\r\n\r\n");
    play(
        """
        C: A02 LIST (SUBSCRIBED RECURSIVEMATCH) "" % RETURN (STATUS (MESSAGES) MYRIGHTS)
        S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
        S: * STATUS INBOX (MESSAGES 1)
        S: * MYRIGHTS INBOX lrswipkxteacd
        S: * LIST (\\NonExistent \\Subscribed) "/" bar
        S: * LIST (\\HasChildren) "/" foo ("CHILDINFO" ("SUBSCRIBED"))
        S: A02 OK ${_}
        C: A03 LIST "" f% RETURN (STATUS (MESSAGES UNSEEN mailboxid) MYRIGHTS)
        S: * LIST (\\HasChildren) "/" foo
        S: * STATUS foo (MESSAGES 0 UNSEEN 0 MAILBOXID (F4))
        S: * MYRIGHTS foo lrswipkxteacd
        S: A03 OK ${_}
        C: A04 RENAME foo renamed
        S: A04 OK ${_}
        C: A05 STATUS renamed (MAILBOXID)
        S: * STATUS renamed (MAILBOXID (F4))
        S: A05 OK ${_}
        C: A06 LIST "" % RETURN (STATUS ())
        S: A06 BAD ${_}
        """);
  }
}
