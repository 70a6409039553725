package org.posthorn.imap;

import org.junit.jupiter.api.Test;

/** Mailboxes of others. RFC 2342 §5, RFC 4314 §6, RFC 8440. */
class SharedMailboxTest {
  private final FakeStore store = new FakeStore();

  /** In a script, B stands for what is above bob's mailboxes. */
  private void play(String script) {
    ImapLines.to(store).playLoggedIn(script.replace("\"B/", "\"Other Users/bob@posthorn.test/"));
  }

  private void team(String rights) {
    store.share("Team", rights);
  }

  private void message(String... flags) {
    store.deliver("Other Users/bob@posthorn.test/Team", "Subject: one\r\n\r\n1", flags);
  }

  @Test
  void aSharedMailboxIsListedBelowItsOwner() { // RFC 2342 §5, RFC 5819 §2, RFC 8440 §3
    team("lrs");
    store.share("Box", "i");
    store.share("a/b", "l");
    play(
        """
        C: a LIST "" *
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\HasNoChildren) "/" "B/Team"
        S: * LIST (\\HasNoChildren) "/" "B/a/b"
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: a OK ${_}
        C: b LIST "" %
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\Noselect \\HasChildren) "/" "Other Users"
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: b OK ${_}
        C: c LIST "Other Users/" % RETURN (MYRIGHTS)
        S: * LIST (\\NonExistent \\HasChildren) "/" "Other Users/bob@posthorn.test"
        S: c OK ${_}
        C: d LIST () "" ("B/T*" "B/%") RETURN (MYRIGHTS STATUS (MESSAGES))
        S: * LIST (\\HasNoChildren) "/" "B/Team"
        S: * STATUS "B/Team" (MESSAGES 0)
        S: * MYRIGHTS "B/Team" lrs
        S: * LIST (\\NonExistent \\HasChildren) "/" "B/a"
        S: d OK ${_}
        C: e LIST "" "B/a/*" RETURN (STATUS (MESSAGES) MYRIGHTS)
        S: * LIST (\\Noselect \\HasNoChildren) "/" "B/a/b"
        S: * MYRIGHTS "B/a/b" l
        S: e OK ${_}
        C: f LIST "" S% RETURN (MYRIGHTS)
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * MYRIGHTS Sent lrswipkxteacd
        S: f OK ${_}
        C: g LIST (SPECIAL-USE) "" %
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: g OK ${_}
        C: h SUBSCRIBE "B/Box"
        S: h OK ${_}
        C: i LIST (SUBSCRIBED) "" *
        S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
        S: * LIST (\\NonExistent \\Subscribed) "/" "B/Box"
        S: i OK ${_}
        C: j XLIST "" "Other*"
        S: * XLIST (\\HasNoChildren) "/" "B/Team"
        S: * XLIST (\\HasNoChildren) "/" "B/a/b"
        S: j OK ${_}
        """);
  }

  @Test
  void listsOfEverythingMayHaveOnlySubscribedMailboxesOfOthers() {
    team("lrs");
    store.share("Box", "lr");
    store.listOnlySubscribed();
    play(
        """
        C: a LIST "" *
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: a OK ${_}
        C: b LIST "" %
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: b OK ${_}
        C: c XLIST "" T*
        S: * XLIST (\\HasNoChildren \\Trash) "/" Trash
        S: c OK ${_}
        C: d LIST "" "Other Users/*"
        S: * LIST (\\HasNoChildren) "/" "B/Box"
        S: * LIST (\\HasNoChildren) "/" "B/Team"
        S: d OK ${_}
        C: e SUBSCRIBE "B/Box"
        S: e OK ${_}
        C: f LIST "" *
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\HasNoChildren) "/" "B/Box"
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: f OK ${_}
        C: g LIST "" Other%
        S: * LIST (\\Noselect \\HasChildren) "/" "Other Users"
        S: g OK ${_}
        C: h XLIST "" *Box
        S: * XLIST (\\HasNoChildren \\Inbox) "/" INBOX
        S: * XLIST (\\HasNoChildren) "/" "B/Box"
        S: h OK ${_}
        C: i STATUS "B/Team" (MESSAGES)
        S: * STATUS "B/Team" (MESSAGES 0)
        S: i OK ${_}
        """);
  }

  @Test
  void whoMayNothingHearsNothing() { // RFC 4314 §6
    store.share("Box", "i");
    play(
        """
        C: a SELECT "B/Box"
        S: a NO [NONEXISTENT] No such mailbox
        C: b STATUS "B/Box" (MESSAGES)
        S: b NO [NONEXISTENT] No such mailbox
        C: c GETACL "B/Box"
        S: c NO [NONEXISTENT] No such mailbox
        C: d SETACL "B/Box" ann@posthorn.test lra
        S: d NO [NONEXISTENT] No such mailbox
        C: e SELECT "B/None"
        S: e NO [NONEXISTENT] No such mailbox
        C: f APPEND "B/None" {3+}
        C: abc
        S: f NO [TRYCREATE] No such mailbox
        C: g MYRIGHTS "B/Box"
        S: * MYRIGHTS "B/Box" i
        S: g OK ${_}
        C: h APPEND "B/Box" {3+}
        C: abc
        S: h OK [APPENDUID 1004 1] ${_}
        C: i MYRIGHTS "Other Users"
        S: i NO [NONEXISTENT] No such mailbox
        C: j SELECT "Other Users"
        S: j NO [NONEXISTENT] No such mailbox
        """);
  }

  @Test
  void searchesFindOnlyWhatMayBeRead() { // RFC 7377 §2.2
    team("lr");
    message();
    store.share("Hidden", "r");
    store.share("Box", "l");
    store.deliver("Other Users/bob@posthorn.test/Hidden", "Subject: two\r\n\r\n2");
    store.deliver("Other Users/bob@posthorn.test/Box", "Subject: three\r\n\r\n3");
    play(
        """
        C: a ESEARCH IN (subtree "Other Users") ALL
        S: * ESEARCH (TAG "a" MAILBOX "B/Team" UIDVALIDITY 1004) UID ALL 1
        S: a OK ESEARCH completed
        C: b ESEARCH IN (mailboxes ("B/Hidden" "B/Box")) ALL
        S: * ESEARCH (TAG "b" MAILBOX "B/Hidden" UIDVALIDITY 1005) UID ALL 1
        S: b OK ESEARCH completed
        C: c ESEARCH IN (personal) ALL
        S: c OK ESEARCH completed
        """);
  }

  @Test
  void nobodyReadsByUrlWhatHeMayNot() { // RFC 4469 §3
    store.share("Box", "l");
    store.deliver("Other Users/bob@posthorn.test/Box", "Subject: one\r\n\r\n1");
    play(
        """
        C: a APPEND INBOX CATENATE (URL "/Other%20Users/bob%40posthorn.test/Box/;UID=1")
        S: a NO [BADURL "/Other%20Users/bob%40posthorn.test/Box/;UID=1"] No such message or part
        """);
    store.share("Box", "r");
    play(
        """
        C: a APPEND INBOX CATENATE (URL "/Other%20Users/bob%40posthorn.test/Box/;UID=1")
        S: a OK [APPENDUID 1001 1] ${_}
        """);
  }
}
