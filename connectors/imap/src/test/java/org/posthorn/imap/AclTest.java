package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The commands about who may do what. RFC 4314 §3. */
class AclTest {
  private static final String TEAM = "\"Other Users/bob@posthorn.test/Team\"";
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

  private Talk selected(String rights) {
    team(rights);
    message();
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("s SELECT " + TEAM)).last().asString().startsWith("s OK");
    return talk;
  }

  @Test
  void theOwnerLetsOthersIn() { // RFC 4314 §3.1 to §3.5, and the examples of §2.1.1
    play(
        """
        C: a CREATE Drafts
        S: a OK [MAILBOXID (F4)] ${_}
        C: b GETACL Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd
        S: b OK ${_}
        C: c SeTacl Drafts david@posthorn.test lrswida
        S: c OK ${_}
        C: d getacl Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd david@posthorn.test lrswitead
        S: d OK ${_}
        C: e SETACL Drafts david@posthorn.test -swdal
        S: e OK ${_}
        C: f SETACL Drafts chris@posthorn.test +c
        S: f OK ${_}
        C: g SETACL Drafts -anyone p
        S: g OK ${_}
        C: h GETACL Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd -anyone p chris@posthorn.test kxc david@posthorn.test ri
        S: h OK ${_}
        C: i DELETEACL Drafts david@posthorn.test
        S: i OK ${_}
        C: j DeleteAcl Drafts {7+}
        C: -anyone
        S: j OK ${_}
        C: k SETACL Drafts chris@posthorn.test ""
        S: k OK ${_}
        C: l GETACL Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd
        S: l OK ${_}
        C: m LISTRIGHTS Drafts chris@posthorn.test
        S: * LISTRIGHTS Drafts chris@posthorn.test "" l r s w i p k x t e a c d
        S: m OK ${_}
        C: n LISTRIGHTS Drafts ann@posthorn.test
        S: * LISTRIGHTS Drafts ann@posthorn.test lrswipkxteacd
        S: n OK ${_}
        C: o MYRIGHTS Drafts
        S: * MYRIGHTS Drafts lrswipkxteacd
        S: o OK ${_}
        """);
  }

  @Test
  void whatIsWrongIsRefused() {
    play(
        """
        C: a SETACL INBOX john@posthorn.test lrQswicda
        S: a BAD ${_}
        C: b SETACL INBOX john@posthorn.test lrqswicda
        S: b BAD ${_}
        C: c SETACL INBOX john@posthorn.test l0
        S: c BAD ${_}
        C: d SETACL INBOX "" l
        S: d BAD ${_}
        C: e SETACL INBOX - l
        S: e BAD ${_}
        X: f DELETEACL INBOX "a\\x01b"\\r\\n
        S: f BAD ${_}
        C: g SETACL INBOX nobody l
        S: g NO ${_}
        C: h LISTRIGHTS INBOX $team
        S: h NO ${_}
        C: i SETACL INBOX ann@posthorn.test -a
        S: i NO [CANNOT] ${_}
        C: j DELETEACL INBOX ann@posthorn.test
        S: j NO [CANNOT] ${_}
        C: k SETACL INBOX ann@posthorn.test +a
        S: k OK ${_}
        C: l SETACL None bob@posthorn.test l
        S: l NO [NONEXISTENT] No such mailbox
        C: m GETACL None
        S: m NO [NONEXISTENT] No such mailbox
        C: n MYRIGHTS None
        S: n NO [NONEXISTENT] No such mailbox
        C: o LISTRIGHTS None bob@posthorn.test
        S: o NO [NONEXISTENT] No such mailbox
        C: p SETACL INBOX bob@posthorn.test
        S: p BAD Missing space
        C: q GETACL
        S: q BAD Missing space
        C: r GETACL INBOX more
        S: r BAD Unexpected text at the end of the command
        """);
  }

  @Test
  void namesAndIdentifiersAreInTheEncodingOfTheSession() {
    play(
        """
        C: a CREATE Entw&APw-rfe
        S: a OK [MAILBOXID (F4)] ${_}
        X: b SETACL Entw&APw-rfe "m\\xC3\\xBCller@posthorn.test" lr\\r\\n
        S: b OK ${_}
        C: c GETACL Entw&APw-rfe
        S: * ACL Entw&APw-rfe ann@posthorn.test lrswipkxteacd {21}
        S: müller@posthorn.test lr
        S: c OK ${_}
        C: d ENABLE UTF8=ACCEPT
        S: * ENABLED UTF8=ACCEPT
        S: d OK ${_}
        C: e GETACL "Entwürfe"
        S: * ACL "Entwürfe" ann@posthorn.test lrswipkxteacd "müller@posthorn.test" lr
        S: e OK ${_}
        """);
  }

  @Test
  void anAdministratorMayTakeItsOwnRights() {
    Talk talk = selected("lra");
    assertThat(talk.say("a SETACL " + TEAM + " ann@posthorn.test l")).contains("a OK ACL updated");
    assertThat(talk.say("b GETACL " + TEAM)).last().asString().contains("NO");
  }
}
