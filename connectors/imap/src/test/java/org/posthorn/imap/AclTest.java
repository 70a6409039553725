package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ACL and LIST-MYRIGHTS. RFC 4314, RFC 8440. */
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

  @Test
  void theOwnerLetsOthersIn() { // RFC 4314 §3.1 to §3.5, and the examples of §2.1.1
    play(
        """
        C: a CREATE Drafts
        S: a OK [MAILBOXID (F4)] Created
        C: b GETACL Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd
        S: b OK That is all
        C: c SeTacl Drafts david@posthorn.test lrswida
        S: c OK Changed
        C: d getacl Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd david@posthorn.test lrswitead
        S: d OK That is all
        C: e SETACL Drafts david@posthorn.test -swdal
        S: e OK Changed
        C: f SETACL Drafts chris@posthorn.test +c
        S: f OK Changed
        C: g SETACL Drafts -anyone p
        S: g OK Changed
        C: h GETACL Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd -anyone p chris@posthorn.test kxc david@posthorn.test ri
        S: h OK That is all
        C: i DELETEACL Drafts david@posthorn.test
        S: i OK Changed
        C: j DeleteAcl Drafts {7+}
        C: -anyone
        S: j OK Changed
        C: k SETACL Drafts chris@posthorn.test ""
        S: k OK Changed
        C: l GETACL Drafts
        S: * ACL Drafts ann@posthorn.test lrswipkxteacd
        S: l OK That is all
        C: m LISTRIGHTS Drafts chris@posthorn.test
        S: * LISTRIGHTS Drafts chris@posthorn.test "" l r s w i p k x t e a c d
        S: m OK That is all
        C: n LISTRIGHTS Drafts ann@posthorn.test
        S: * LISTRIGHTS Drafts ann@posthorn.test lrswipkxteacd
        S: n OK That is all
        C: o MYRIGHTS Drafts
        S: * MYRIGHTS Drafts lrswipkxteacd
        S: o OK That is all
        """);
  }

  @Test
  void whatIsWrongIsRefused() {
    play(
        """
        C: a SETACL INBOX john@posthorn.test lrQswicda
        S: a BAD That is no right
        C: b SETACL INBOX john@posthorn.test lrqswicda
        S: b BAD That is no right
        C: c SETACL INBOX john@posthorn.test l0
        S: c BAD That is no right
        C: d SETACL INBOX "" l
        S: d BAD That is no identifier
        C: e SETACL INBOX - l
        S: e BAD That is no identifier
        X: f DELETEACL INBOX "a\\x01b"\\r\\n
        S: f BAD That is no identifier
        C: g SETACL INBOX nobody l
        S: g NO Nobody has this identifier
        C: h LISTRIGHTS INBOX $team
        S: h NO Nobody has this identifier
        C: i SETACL INBOX ann@posthorn.test -a
        S: i NO [CANNOT] That cannot be done
        C: j DELETEACL INBOX ann@posthorn.test
        S: j NO [CANNOT] That cannot be done
        C: k SETACL INBOX ann@posthorn.test +a
        S: k OK Changed
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
        S: a OK [MAILBOXID (F4)] Created
        X: b SETACL Entw&APw-rfe "m\\xC3\\xBCller@posthorn.test" lr\\r\\n
        S: b OK Changed
        C: c GETACL Entw&APw-rfe
        S: * ACL Entw&APw-rfe ann@posthorn.test lrswipkxteacd {21}
        S: müller@posthorn.test lr
        S: c OK That is all
        C: d ENABLE UTF8=ACCEPT
        S: * ENABLED UTF8=ACCEPT
        S: d OK Enabled
        C: e GETACL "Entwürfe"
        S: * ACL "Entwürfe" ann@posthorn.test lrswipkxteacd "müller@posthorn.test" lr
        S: e OK That is all
        """);
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
        S: a OK That is all
        C: b LIST "" %
        S: * LIST (\\HasNoChildren) "/" INBOX
        S: * LIST (\\Noselect \\HasChildren) "/" "Other Users"
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: b OK That is all
        C: c LIST "Other Users/" % RETURN (MYRIGHTS)
        S: * LIST (\\NonExistent \\HasChildren) "/" "Other Users/bob@posthorn.test"
        S: c OK That is all
        C: d LIST () "" ("B/T*" "B/%") RETURN (MYRIGHTS STATUS (MESSAGES))
        S: * LIST (\\HasNoChildren) "/" "B/Team"
        S: * STATUS "B/Team" (MESSAGES 0)
        S: * MYRIGHTS "B/Team" lrs
        S: * LIST (\\NonExistent \\HasChildren) "/" "B/a"
        S: d OK That is all
        C: e LIST "" "B/a/*" RETURN (STATUS (MESSAGES) MYRIGHTS)
        S: * LIST (\\Noselect \\HasNoChildren) "/" "B/a/b"
        S: * MYRIGHTS "B/a/b" l
        S: e OK That is all
        C: f LIST "" S% RETURN (MYRIGHTS)
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * MYRIGHTS Sent lrswipkxteacd
        S: f OK That is all
        C: g LIST (SPECIAL-USE) "" %
        S: * LIST (\\HasNoChildren \\Sent) "/" Sent
        S: * LIST (\\HasNoChildren \\Trash) "/" Trash
        S: g OK That is all
        C: h SUBSCRIBE "B/Box"
        S: h OK Subscribed
        C: i LIST (SUBSCRIBED) "" *
        S: * LIST (\\Subscribed \\HasNoChildren) "/" INBOX
        S: * LIST (\\NonExistent \\Subscribed) "/" "B/Box"
        S: i OK That is all
        C: j XLIST "" "Other*"
        S: * XLIST (\\HasNoChildren) "/" "B/Team"
        S: * XLIST (\\HasNoChildren) "/" "B/a/b"
        S: j OK That is all
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
        S: g OK That is all
        C: h APPEND "B/Box" {3+}
        C: abc
        S: h OK [APPENDUID 1004 1] Appended
        C: i MYRIGHTS "Other Users"
        S: i NO [NONEXISTENT] No such mailbox
        C: j SELECT "Other Users"
        S: j NO [NONEXISTENT] No such mailbox
        """);
  }

  @ParameterizedTest // RFC 4314 §4, the table: command, the rights it wants, one that are too few
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT ~|r|lswipkxtea",
        "EXAMINE ~|r|lswipkxtea",
        "STATUS ~ (MESSAGES)|r|lswipkxtea",
        "MYRIGHTS ~|l|swpte",
        "MYRIGHTS ~|i|swpte",
        "MYRIGHTS ~|k|swpte",
        "MYRIGHTS ~|x|swpte",
        "MYRIGHTS ~|a|swpte",
        "GETACL ~|a|lrswipkxte",
        "SETACL ~ eve@posthorn.test l|a|lrswipkxte",
        "DELETEACL ~ eve@posthorn.test|a|lrswipkxte",
        "LISTRIGHTS ~ eve@posthorn.test|a|lrswipkxte",
        "CREATE ~/new|k|lrswipxtea",
        "DELETE ~|x|lrswipktea",
        "RENAME ~/old ~/new|kx|lrswipxtea",
        "RENAME ~/old ~/new|kx|lrswipktea",
        "APPEND ~ {3+}%abc|i|lrswpkxtea",
        "GETMETADATA ~ /shared/comment|lr|rswipkxtea",
        "GETMETADATA ~ /shared/comment|lp|lkxtea",
        "SETMETADATA ~ (/private/a \"b\")|lr|rswipkxtea",
        "SETMETADATA ~ (/shared/a \"b\")|lw|lrsipkxtea",
        "SUBSCRIBE ~|p|p",
        "UNSUBSCRIBE ~|p|p",
      })
  void eachCommandWantsItsRights(String command, String enough, String few) {
    String line = "a " + command.replaceAll("~/(\\w+)", below("$1")).replace("~", TEAM);
    line = line.replace("%", "\r\n");
    team(few);
    store.share("Team/old", few);
    boolean free = enough.equals(few);
    assertThat(last(line)).startsWith(free ? "a OK" : "a NO [NO");
    team(enough);
    store.share("Team/old", enough);
    assertThat(last(line)).startsWith("a OK");
  }

  private static String below(String name) {
    return "\"Other Users/bob@posthorn.test/Team/" + name + "\"";
  }

  private String last(String command) {
    List<String> heard = Talk.loggedIn(store).say(command);
    return heard.get(heard.size() - 1);
  }

  @ParameterizedTest // RFC 4314 §4 and, for MOVE, RFC 6851 §4.2
  @CsvSource(
      delimiter = '|',
      value = {
        "EXPUNGE|e|lswipkxta",
        "UID EXPUNGE 1|e|lswipkxta",
        "MOVE 1 Trash|te|lswipkxea",
        "UID MOVE 1 Trash|te|lswipkxta",
        "COPY 1 Trash|l|",
        "COPY 1 ~|i|lswpkxtea",
        "MOVE 1 ~|ite|lswpkxtea",
        "STORE 1 +FLAGS (\\Seen)|s|lwipkxtea",
        "STORE 1 -FLAGS (\\Deleted)|t|lswipkxea",
        "STORE 1 FLAGS (\\Flagged)|w|lsipkxtea",
        "STORE 1 +FLAGS ($Work)|w|lsipkxtea",
        "STORE 1 FLAGS ()|s|lipkxea",
        "REPLACE 1 Trash {3+}%abc|te|lswipkxea",
        "REPLACE 1 ~ {3+}%abc|ite|lswpkxtea",
        "FETCH 1 BODY[]|l|",
        "SEARCH ALL|l|",
        "CLOSE|l|",
      })
  void eachCommandInASharedMailboxWantsItsRights(String command, String enough, String few) {
    String line = "a " + command.replace("~", TEAM).replace("%", "\r\n");
    if (few != null) {
      assertThat(selected("r" + few).say(line)).last().asString().startsWith("a NO [NOPERM]");
    }
    assertThat(selected("r" + enough).say(line)).last().asString().startsWith("a OK");
  }

  private Talk selected(String rights) {
    team(rights);
    message();
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("s SELECT " + TEAM)).last().asString().startsWith("s OK");
    return talk;
  }

  @ParameterizedTest // RFC 4314 §5.1.1, §5.2
  @CsvSource(
      delimiter = '|',
      value = {
        "lr||READ-ONLY",
        "lrs|\\Seen|READ-WRITE",
        "rpkxa||READ-ONLY",
        "lrt|\\Deleted|READ-WRITE",
        "ri||READ-WRITE",
        "re||READ-WRITE",
        "rwis|\\Seen \\Answered \\Flagged \\Draft $Work \\*|READ-WRITE",
        "rswt|\\Seen \\Answered \\Flagged \\Deleted \\Draft $Work \\*|READ-WRITE"
      })
  void selectTellsWhatMayBeChanged(String rights, String flags, String mode) {
    team(rights);
    message("$Work");
    List<String> heard = Talk.loggedIn(store).say("s SELECT " + TEAM);
    String names = flags == null ? "" : flags;
    assertThat(heard)
        .contains("* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $Work)")
        .anyMatch(line -> line.startsWith("* OK [PERMANENTFLAGS (" + names + ")]"))
        .last()
        .isEqualTo("s OK [" + mode + "] Selected");
  }

  @Test
  void onlyThoseFlagsChangeThatMay() { // RFC 4314 §4
    team("rsi");
    message("\\Deleted", "\\Flagged");
    play(
        """
        C: a SELECT "B/Team"
        S: * FLAGS ${_}
        S: * OK [PERMANENTFLAGS (\\Seen)] Flags are kept
        S: * 1 EXISTS
        S: * 0 RECENT
        S: * OK [UNSEEN 1] Ok
        S: * OK [UIDVALIDITY 1004] Ok
        S: * OK [UIDNEXT 2] Ok
        S: * OK [HIGHESTMODSEQ 2] Ok
        S: * OK [MAILBOXID (F4)] Ok
        S: a OK [READ-WRITE] Selected
        C: b STORE 1 FLAGS (\\Seen \\Answered)
        S: * 1 FETCH (FLAGS (\\Seen \\Flagged \\Deleted))
        S: b OK Stored
        C: c STORE 1 -FLAGS.SILENT (\\Seen \\Deleted)
        S: * 1 FETCH (FLAGS (\\Flagged \\Deleted))
        S: c OK Stored
        C: d STORE 1 FLAGS ()
        S: * 1 FETCH (FLAGS (\\Flagged \\Deleted))
        S: d OK Stored
        C: e STORE 1 +FLAGS (\\Answered)
        S: e NO [NOPERM] You may not do that
        C: f APPEND "B/Team" (\\Seen \\Deleted $Work) {3+}
        C: abc
        S: * 2 EXISTS
        S: f OK [APPENDUID 1004 2] Appended
        C: g COPY 1:2 "B/Team"
        S: * 4 EXISTS
        S: g OK [COPYUID 1004 1:2 3:4] Copied
        C: h FETCH 2:4 FLAGS
        S: * 2 FETCH (FLAGS (\\Seen))
        S: * 3 FETCH (FLAGS ())
        S: * 4 FETCH (FLAGS (\\Seen))
        S: h OK FETCH completed
        C: i STORE 3 (UNCHANGEDSINCE 1) FLAGS (\\Seen)
        S: * OK [HIGHESTMODSEQ ${_}
        S: i OK [MODIFIED 3] Some messages have changed meanwhile
        C: j CLOSE
        S: j OK Closed
        C: k STATUS "B/Team" (MESSAGES)
        S: * STATUS "B/Team" (MESSAGES 4)
        S: k OK That is it
        """);
  }

  @Test
  void readingMarksOnlyForWhoMay() { // RFC 4314 §4, FETCH
    Talk reader = selected("rwt");
    assertThat(reader.say("a FETCH 1 (BODY[HEADER] FLAGS)").get(3)).contains("FLAGS ()");
    Talk other = selected("rs");
    assertThat(other.say("b FETCH 1 (BODY[HEADER] FLAGS)").get(3)).contains("FLAGS (\\Seen)");
  }

  @Test
  void rightsAreWithdrawnFromTheNextCommandOn() { // RFC 4314 §5.1.1
    Talk talk = selected("lrswte");
    team("lrs");
    assertThat(talk.say("a STORE 1 +FLAGS (\\Deleted)"))
        .contains("* OK [PERMANENTFLAGS (\\Seen)] Flags are kept")
        .last()
        .isEqualTo("a NO [NOPERM] You may not do that");
    assertThat(talk.say("b STORE 1 +FLAGS (\\Seen)"))
        .containsExactly("* 1 FETCH (FLAGS (\\Seen))", "b OK Stored");
    team("lrst");
    assertThat(talk.say("c NOOP"))
        .contains("* OK [PERMANENTFLAGS (\\Seen \\Deleted)] Flags are kept");
    team("l");
    assertThat(talk.say("d FETCH 1 BODY[]"))
        .containsExactly(
            "* BYE The selected mailbox was deleted", "d NO [NONEXISTENT] No such mailbox");
  }

  @Test
  void whoMayReadNoLongerHearsNoMore() { // RFC 4314 §5.1.1
    Talk talk = selected("lr");
    team("");
    message();
    assertThat(talk.say("a NOOP")).doesNotContain("* 2 EXISTS").contains("a OK Nothing done");
    assertThat(store.watchers("Other Users/bob@posthorn.test/Team")).isZero();
  }

  @Test
  void anAdministratorMayTakeItsOwnRights() {
    Talk talk = selected("lra");
    assertThat(talk.say("a SETACL " + TEAM + " ann@posthorn.test l")).contains("a OK Changed");
    assertThat(talk.say("b GETACL " + TEAM)).last().asString().contains("NO");
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
        S: a OK [APPENDUID 1001 1] Appended
        """);
  }
}
