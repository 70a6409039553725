package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.testkit.MemoryLine;

/** What the rights allow. RFC 4314 §4, §5. */
class PermissionTest {
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

  private static String below(String name) {
    return "\"Other Users/bob@posthorn.test/Team/" + name + "\"";
  }

  private String last(String command) {
    List<String> heard = Talk.loggedIn(store).say(command);
    return heard.get(heard.size() - 1);
  }

  private Talk selected(String rights) {
    team(rights);
    message();
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("s SELECT " + TEAM)).last().asString().startsWith("s OK");
    return talk;
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
        .isEqualTo("s OK [" + mode + "] SELECT completed");
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
        S: a OK [READ-WRITE] ${_}
        C: b STORE 1 FLAGS (\\Seen \\Answered)
        S: * 1 FETCH (FLAGS (\\Seen \\Flagged \\Deleted))
        S: b OK ${_}
        C: c STORE 1 -FLAGS.SILENT (\\Seen \\Deleted)
        S: * 1 FETCH (FLAGS (\\Flagged \\Deleted))
        S: c OK ${_}
        C: d STORE 1 FLAGS ()
        S: * 1 FETCH (FLAGS (\\Flagged \\Deleted))
        S: d OK ${_}
        C: e STORE 1 +FLAGS (\\Answered)
        S: e NO [NOPERM] ${_}
        C: f APPEND "B/Team" (\\Seen \\Deleted $Work) {3+}
        C: abc
        S: * 2 EXISTS
        S: f OK [APPENDUID 1004 2] ${_}
        C: g COPY 1:2 "B/Team"
        S: * 4 EXISTS
        S: g OK [COPYUID 1004 1:2 3:4] ${_}
        C: h FETCH 2:4 FLAGS
        S: * 2 FETCH (FLAGS (\\Seen))
        S: * 3 FETCH (FLAGS ())
        S: * 4 FETCH (FLAGS (\\Seen))
        S: h OK FETCH completed
        C: i STORE 3 (UNCHANGEDSINCE 1) FLAGS (\\Seen)
        S: * OK [HIGHESTMODSEQ ${_}
        S: i OK [MODIFIED 3] ${_}
        C: j CLOSE
        S: j OK ${_}
        C: k STATUS "B/Team" (MESSAGES)
        S: * STATUS "B/Team" (MESSAGES 4)
        S: k OK ${_}
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
        .isEqualTo("a NO [NOPERM] Permission denied");
    assertThat(talk.say("b STORE 1 +FLAGS (\\Seen)"))
        .containsExactly("* 1 FETCH (FLAGS (\\Seen))", "b OK STORE completed");
    team("lrst");
    assertThat(talk.say("c NOOP"))
        .contains("* OK [PERMANENTFLAGS (\\Seen \\Deleted)] Flags are kept");
    team("l");
    assertThat(talk.say("d FETCH 1 BODY[]"))
        .containsExactly(
            "* BYE The selected mailbox was deleted", "d NO [NONEXISTENT] No such mailbox");
  }

  @Test
  void idlingClientsHearAtOnceThatRightsAreWithdrawn() { // RFC 4314 §5.1.1
    team("lrs");
    message();
    MemoryLine line = ImapLines.to(store).loggedIn();
    line.send(("a SELECT " + TEAM + "\r\nb IDLE\r\n").getBytes(UTF_8));
    line.settle();
    assertThat(line.unread()).contains("+ Idling");
    assertThat(store.changeWatchers()).isOne();
    while (!line.unread().isEmpty()) {
      line.readLine();
    }
    team("lr");
    line.settle();
    assertThat(line.unread()).contains("* OK [PERMANENTFLAGS ()]").doesNotContain("BYE");
    team("l");
    line.settle();
    assertThat(line.unread()).endsWith("* BYE The selected mailbox was deleted\r\n");
    assertThat(store.changeWatchers()).isZero();
  }

  @Test
  void whoMayReadNoLongerHearsNoMore() { // RFC 4314 §5.1.1
    Talk talk = selected("lr");
    team("");
    message();
    assertThat(talk.say("a NOOP")).doesNotContain("* 2 EXISTS").contains("a OK NOOP completed");
    assertThat(store.watchers("Other Users/bob@posthorn.test/Team")).isZero();
  }
}
