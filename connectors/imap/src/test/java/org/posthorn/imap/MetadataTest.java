package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.SpecialUse;

/** Annotations. RFC 5464, RFC 9590. */
class MetadataTest {
  private final FakeStore store = new FakeStore();

  private void setForAll(String entry, String value) {
    store
        .annotations()
        .setByOthers(
            MailboxList.SERVER, Map.of(entry, Optional.of(value.getBytes(UTF_8))), (m, o, e) -> {});
  }

  @Test
  void examplesOfTheRfc() { // RFC 5464 §4.2, §4.3, §4.4.1
    setForAll("/shared/comment", "Shared comment");
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a GETMETADATA "" /shared/comment
            S: * METADATA "" (/shared/comment "Shared comment")
            S: a OK GETMETADATA completed
            C: b SETMETADATA INBOX (/private/comment {33+}
            C: My new comment across
            C: two lines.)
            S: b OK SETMETADATA completed
            C: c GETMETADATA "INBOX" /private/comment
            S: * METADATA INBOX (/private/comment {33}
            S: My new comment across
            S: two lines.)
            S: c OK GETMETADATA completed
            C: d SETMETADATA INBOX (/private/comment "My new comment" /shared/comment "This one is for you!")
            S: d OK SETMETADATA completed
            C: e GETMETADATA "INBOX" (/shared/comment /private/comment)
            S: * METADATA INBOX (/shared/comment "This one is for you!" /private/comment "My new comment")
            S: e OK GETMETADATA completed
            C: f SETMETADATA INBOX (/private/comment NIL)
            S: f OK SETMETADATA completed
            C: g GETMETADATA "INBOX" (/shared/comment /private/comment)
            S: * METADATA INBOX (/shared/comment "This one is for you!" /private/comment NIL)
            S: g OK GETMETADATA completed
            C: h SETMETADATA INBOX (/private/comment NIL)
            S: h OK SETMETADATA completed
            C: i SETMETADATA INBOX (/private/comment "My comment" /shared/comment "Its sunny outside!")
            S: i OK SETMETADATA completed
            C: j GETMETADATA "INBOX" /private/comment /shared/comment
            S: * METADATA INBOX (/private/comment "My comment" /shared/comment "Its sunny outside!")
            S: j OK GETMETADATA completed
            """);
  }

  @Test
  void longEntriesAreLeftOut() { // RFC 5464 §4.2.1
    Talk talk = Talk.loggedIn(store);
    String large = "x".repeat(2199);
    talk.say("a SETMETADATA INBOX (/private/comment \"My own\" /shared/comment \"" + large + "\")");
    talk.say("a SETMETADATA INBOX (/shared/note \"" + large.substring(9) + "\")");
    String values = "* METADATA INBOX (/private/comment \"My own\")";
    String done = " OK [METADATA LONGENTRIES 2199] GETMETADATA completed";
    String entries = "(/shared/comment /shared/note /private/comment)";
    assertThat(talk.say("b GETMETADATA \"INBOX\" (MAXSIZE 1024) " + entries))
        .containsExactly(values, "b" + done);
    assertThat(talk.say("c GETMETADATA (MAXSIZE 1024) \"INBOX\" " + entries))
        .containsExactly(values, "c" + done);
    assertThat(talk.say("d GETMETADATA (maxsize 1024) INBOX /shared/comment"))
        .containsExactly("d" + done);
    assertThat(talk.say("e GETMETADATA (MAXSIZE 2199 DEPTH 0) INBOX /shared/comment"))
        .containsExactly(
            "* METADATA INBOX (/shared/comment {2199}", large + ")", "e OK GETMETADATA completed");
    assertThat(talk.say("f GETMETADATA (DEPTH infinity MAXSIZE 2195) INBOX /shared").get(0))
        .startsWith("* METADATA INBOX (/shared/note {2190}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(DEPTH 1) (/private/filters/values)|/private/filters/values \"v\""
            + " /private/filters/values/boss \"FROM \\\"boss@example.com\\\"\""
            + " /private/filters/values/small \"SMALLER 5000\"",
        "(DEPTH 1) /private/filters/values/boss|"
            + "/private/filters/values/boss \"FROM \\\"boss@example.com\\\"\""
            + " /private/filters/values/boss/x \"y\"",
        "(DEPTH 1) /private|/private/filtersx \"no\"",
        "(DEPTH infinity) /private/filters/values/boss/x|/private/filters/values/boss/x \"y\"",
        "(DEPTH infinity) (/private/filters/values/small /shared/a)|"
            + "/private/filters/values/small \"SMALLER 5000\" /shared/a/b \"c\"",
        "(DEPTH INFINITY) /shared|/shared/a/b \"c\"",
        "(DEPTH 0) /shared/a|/shared/a NIL",
      })
  void depthSaysHowFarBelow(String wanted, String answer) { // RFC 5464 §4.2.2
    Talk talk = Talk.loggedIn(store);
    talk.say(
        "a SETMETADATA INBOX (/private/filters/values/small \"SMALLER 5000\""
            + " /private/filters/values/boss \"FROM \\\"boss@example.com\\\"\""
            + " /private/filters/values \"v\""
            + " /private/filters/values/boss/x \"y\" /private/filtersx \"no\" /shared/a/b \"c\")");
    assertThat(talk.say("b GETMETADATA INBOX " + wanted))
        .containsExactly("* METADATA INBOX (" + answer + ")", "b OK GETMETADATA completed");
  }

  @Test
  void nothingBelowGivesNoResponse() {
    assertThat(Talk.loggedIn(store).say("a GETMETADATA (DEPTH 1) \"\" /private"))
        .containsExactly("a OK GETMETADATA completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GETMETADATA",
        "GETMETADATA INBOX",
        "GETMETADATA INBOX ()",
        "GETMETADATA INBOX comment",
        "GETMETADATA INBOX /comment",
        "GETMETADATA INBOX /privatecomment",
        "GETMETADATA INBOX \"/private/*\"",
        "GETMETADATA INBOX \"/private/%\"",
        "GETMETADATA INBOX /private/%",
        "GETMETADATA INBOX /private//comment",
        "GETMETADATA INBOX /private/comment/",
        "GETMETADATA INBOX /",
        "GETMETADATA INBOX \"/private/caf\u00e9\"",
        "GETMETADATA INBOX (/private/a /private/b",
        "GETMETADATA INBOX (/private/a) more",
        "GETMETADATA (DEPTH 2) INBOX /private/a",
        "GETMETADATA (DEPTH 1 DEPTH 1) INBOX /private/a",
        "GETMETADATA (MAXSIZE 1 MAXSIZE 1) INBOX /private/a",
        "GETMETADATA (MAXSIZE x) INBOX /private/a",
        "GETMETADATA (MAXSIZE -1) INBOX /private/a",
        "GETMETADATA (OTHER 1) INBOX /private/a",
        "GETMETADATA () INBOX /private/a",
        "GETMETADATA (DEPTH 1) INBOX (DEPTH 1) /private/a",
        "SETMETADATA INBOX",
        "SETMETADATA INBOX ()",
        "SETMETADATA INBOX (/private/a)",
        "SETMETADATA INBOX (/private/a atom)",
        "SETMETADATA INBOX (/private/a ~\"quoted\")",
        "SETMETADATA INBOX (/private \"x\")",
        "SETMETADATA INBOX (/other/a \"x\")",
        "SETMETADATA INBOX (/private/a \"x\" /private/*b \"y\")",
        "SETMETADATA INBOX (/private/a/ NIL)",
        "SETMETADATA INBOX /private/a \"x\"",
        "SETMETADATA INBOX (/private/vendor \"x\")",
        "SETMETADATA INBOX (/shared/vendor/cmu \"x\")",
        "SETMETADATA INBOX (\"/private/a\u0009b\" \"x\")",
        "GETMETADATA INBOX /private/a comment",
        "LIST \"\" * RETURN (METADATA)",
        "LIST \"\" * RETURN (METADATA ())",
        "LIST \"\" * RETURN (METADATA (/other/a))",
        "SEARCH FILTER a/b",
      })
  void badSyntaxIsBad(String command) {
    assertThat(Talk.selected(store).say("t " + command))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("t BAD");
  }

  @Test
  void onlyAfterLogin() {
    ImapLines.to(store)
        .play(
            """
            S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
            C: a GETMETADATA "" /shared/comment
            S: a BAD ${_}
            C: b SETMETADATA "" (/private/comment "x")
            S: b BAD ${_}
            """);
  }

  @Test
  void namesAreTheSameInAnyCase() {
    Talk talk = Talk.loggedIn(store);
    talk.say("a SETMETADATA inbox (/PRIVATE/Comment \"x\")");
    assertThat(talk.say("b GETMETADATA INBOX /private/COMMENT"))
        .contains("* METADATA INBOX (/private/comment \"x\")");
    assertThat(talk.say("c GETMETADATA INBOX \"/private/with space\""))
        .contains("* METADATA INBOX (\"/private/with space\" NIL)");
    String name = "/private/" + "n".repeat(491);
    assertThat(talk.say("d GETMETADATA INBOX " + name))
        .last()
        .isEqualTo("d OK GETMETADATA completed");
    assertThat(talk.say("e GETMETADATA INBOX " + name + "n")).last().asString().startsWith("e BAD");
  }

  @Test
  void valuesAreAnyOctets() {
    Talk talk = Talk.loggedIn(store);
    assertThat(
            talk.say("a SETMETADATA INBOX (/private/a ~{3+}\r\n\0\1) /private/b {2+}\r\n\u00e9)"))
        .containsExactly("a OK SETMETADATA completed");
    assertThat(talk.say("b GETMETADATA INBOX (/private/a /private/b)"))
        .containsExactly(
            "* METADATA INBOX (/private/a ~{3}",
            "\0\1) /private/b {2}", "\u00e9)", "b OK GETMETADATA completed");
    talk.say("c SETMETADATA INBOX (/private/a \"\")");
    assertThat(talk.say("d GETMETADATA INBOX /private/a"))
        .contains("* METADATA INBOX (/private/a \"\")");
  }

  @Test
  void refusals() {
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a GETMETADATA none /private/a"))
        .containsExactly("a NO [NONEXISTENT] No such mailbox");
    assertThat(talk.say("a SETMETADATA none (/private/a \"x\")"))
        .containsExactly("a NO [NONEXISTENT] No such mailbox");
    assertThat(talk.say("a SETMETADATA \"\" (/shared/comment \"x\")"))
        .containsExactly("a NO [NOPERM] Permission denied");
    for (int i = 0; i < 20; i++) {
      talk.say("a SETMETADATA \"\" (/private/a" + i + " \"x\")");
    }
    assertThat(talk.say("a SETMETADATA \"\" (/private/a0 NIL /private/b \"x\" /private/c \"x\")"))
        .containsExactly("a NO [METADATA TOOMANY] Too many entries");
    assertThat(talk.say("a GETMETADATA \"\" (/private/a0 /private/b)"))
        .contains("* METADATA \"\" (/private/a0 \"x\" /private/b NIL)");
    String large = " {90000+}\r\n" + "x".repeat(90_000);
    assertThat(
            talk.say(
                "a SETMETADATA Sent (/private/a"
                    + large
                    + " /private/b"
                    + large
                    + " /private/c"
                    + large
                    + ")"))
        .containsExactly("a NO [METADATA MAXSIZE 200000] Too long");
  }

  @Test
  void aLongAnswerComesWhole() {
    Talk talk = Talk.loggedIn(store);
    String value = "x".repeat(9000);
    for (int i = 0; i < 20; i++) {
      talk.say("a SETMETADATA INBOX (/private/a" + i + " {9000+}\r\n" + value + ")");
    }
    assertThat(String.join("", talk.say("b GETMETADATA (DEPTH infinity) INBOX /private")))
        .startsWith("* METADATA INBOX (/private/a0 {9000}x")
        .endsWith("x)b OK GETMETADATA completed")
        .hasSizeGreaterThan(180_000);
  }

  @Test
  void othersHearOfChangesAndTheOneWhoMadeThemDoesNot() { // RFC 5464 §4.4.2
    Talk user = Talk.loggedIn(store);
    user.say("a GETMETADATA \"\" /shared/comment");
    user.say("a SETMETADATA \"\" (/private/b \"x\")");
    Talk enabled = Talk.selected(store);
    assertThat(enabled.say("a ENABLE METADATA")).contains("* ENABLED METADATA");
    Talk elsewhere = Talk.loggedIn(store);
    assertThat(elsewhere.say("a ENABLE METADATA-SERVER")).contains("* ENABLED METADATA-SERVER");
    elsewhere.say("b SELECT Sent");
    Talk none = Talk.selected(store);
    Talk setter = Talk.selected(store);
    assertThat(setter.say("b SETMETADATA INBOX (/private/a \"x\" \"/shared/b c\" \"y\")"))
        .containsExactly("b OK SETMETADATA completed");
    assertThat(enabled.say("b NOOP").get(0))
        .isIn(
            "* METADATA INBOX /private/a \"/shared/b c\"",
            "* METADATA INBOX \"/shared/b c\" /private/a");
    assertThat(enabled.say("c NOOP")).hasSize(1);
    assertThat(elsewhere.say("d NOOP").get(0)).startsWith("* METADATA INBOX ");
    for (Talk other : new Talk[] {user, none, setter}) {
      assertThat(other.say("d NOOP")).as("has not asked for it").hasSize(1);
    }
    setForAll("/shared/comment", "down at noon");
    for (Talk other : new Talk[] {enabled, elsewhere}) {
      assertThat(other.say("e NOOP")).contains("* METADATA \"\" /shared/comment");
    }
    for (Talk other : new Talk[] {user, none, setter}) {
      assertThat(other.say("e NOOP")).hasSize(1);
    }
    setter.say("f ENABLE METADATA");
    setter.say("g SETMETADATA INBOX (/private/a NIL)");
    assertThat(setter.say("h NOOP")).hasSize(1);
    assertThat(enabled.say("h NOOP")).contains("* METADATA INBOX /private/a");
  }

  @Test
  void idlingClientsHearAtOnce() {
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a ENABLE METADATA
            S: * ENABLED METADATA
            S: a OK ${_}
            C: b IDLE
            S: + Idling
            C2: a SETMETADATA "" (/private/comment "x")
            S2: a OK SETMETADATA completed
            S: * METADATA "" /private/comment
            C: DONE
            S: b OK ${_}
            """);
  }

  @Test
  void whoHasGoneIsNotToldAnyMore() {
    Talk talk = Talk.loggedIn(store);
    talk.say("a ENABLE METADATA");
    assertThat(store.annotations().watchers()).hasSize(1);
    talk.say("b UNAUTHENTICATE");
    assertThat(store.annotations().watchers()).isEmpty();
    var line = ImapLines.to(store).loggedIn();
    line.send("a ENABLE METADATA\r\n".getBytes(UTF_8));
    assertThat(store.annotations().watchers()).hasSize(1);
    line.close();
    assertThat(store.annotations().watchers()).isEmpty();
  }

  @Test
  void listTellsAnnotations() { // RFC 9590 §3
    store.folders().create(new MailboxName("caf\u00e9"), Optional.empty());
    store.folders().subscribe(new MailboxName("gone"), true);
    Talk talk = Talk.loggedIn(store);
    talk.say("a SETMETADATA INBOX (/shared/vendor/cmu/color \"#b71c1c\")");
    talk.say("a SETMETADATA caf&AOk- (/private/comment \"drinks\")");
    String wanted = "(METADATA (\"/shared/vendor/cmu/color\" /private/comment))";
    assertThat(talk.say("b LIST \"\" % RETURN " + wanted))
        .containsExactly(
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* METADATA INBOX (/shared/vendor/cmu/color \"#b71c1c\" /private/comment NIL)",
            "* LIST (\\HasNoChildren \\Sent) \"/\" Sent",
            "* METADATA Sent (/shared/vendor/cmu/color NIL /private/comment NIL)",
            "* LIST (\\HasNoChildren \\Trash) \"/\" Trash",
            "* METADATA Trash (/shared/vendor/cmu/color NIL /private/comment NIL)",
            "* LIST (\\HasNoChildren) \"/\" caf&AOk-",
            "* METADATA caf&AOk- (/shared/vendor/cmu/color NIL /private/comment \"drinks\")",
            "b OK LIST completed");
    assertThat(talk.say("c LIST (SUBSCRIBED) \"\" g* RETURN (METADATA /private/comment)"))
        .containsExactly("* LIST (\\NonExistent \\Subscribed) \"/\" gone", "c OK LIST completed");
    talk.say("d ENABLE UTF8=ACCEPT");
    assertThat(talk.say("e LIST \"\" c* RETURN (METADATA (/private/comment) SPECIAL-USE)"))
        .contains("* METADATA \"caf\u00e9\" (/private/comment \"drinks\")");
  }

  @Test
  void listTellsAnnotationsOfOthersWhereOneMayReadThem() { // RFC 5464 §3.3
    store.share("Team", "lr");
    store.share("Secret", "l");
    for (String name : new String[] {"Team", "Secret"}) {
      long id = store.id("Other Users/bob@posthorn.test/" + name);
      store
          .annotations()
          .setByOthers(
              id, Map.of("/shared/comment", Optional.of("x".getBytes(UTF_8))), (m, o, e) -> {});
    }
    assertThat(
            Talk.loggedIn(store).say("a LIST \"\" \"Other*\" RETURN (METADATA (/shared/comment))"))
        .contains("* METADATA \"Other Users/bob@posthorn.test/Team\" (/shared/comment \"x\")")
        .noneMatch(line -> line.startsWith("* METADATA") && line.contains("Secret"));
  }

  @Test
  void specialUseCanBeReadAndNotSet() { // RFC 6154 §4
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a GETMETADATA Sent /private/specialuse"))
        .contains("* METADATA Sent (/private/specialuse \"\\\\Sent\")");
    assertThat(talk.say("a GETMETADATA (DEPTH 1) Sent /private"))
        .contains("* METADATA Sent (/private/specialuse \"\\\\Sent\")");
    assertThat(talk.say("a LIST \"\" Trash RETURN (METADATA (/private/specialuse))"))
        .contains("* METADATA Trash (/private/specialuse \"\\\\Trash\")");
    assertThat(talk.say("a SETMETADATA Sent (/private/specialuse \"\\\\Trash\")").get(0))
        .startsWith("a NO [CANNOT]");
  }

  @Test
  void importantIsASpecialUseAndAKeyword() { // RFC 8457
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a CREATE \"Important Messages\" (USE (\\Important))").get(0))
        .startsWith("a OK");
    assertThat(SpecialUse.of("\\important")).contains(SpecialUse.IMPORTANT);
    assertThat(talk.say("b LIST \"\" I* RETURN (SPECIAL-USE)"))
        .contains("* LIST (\\HasNoChildren \\Important) \"/\" \"Important Messages\"");
    assertThat(talk.say("b LIST (SPECIAL-USE) \"\" I*"))
        .contains("* LIST (\\HasNoChildren \\Important) \"/\" \"Important Messages\"");
    assertThat(talk.say("c XLIST \"\" Imp*"))
        .contains("* XLIST (\\HasNoChildren \\Important) \"/\" \"Important Messages\"");
    store.deliver("INBOX", "Subject: x\r\n\r\n");
    talk.say("d SELECT INBOX");
    assertThat(talk.say("e STORE 1 +FLAGS ($Important)"))
        .contains("* 1 FETCH (FLAGS ($Important))");
    assertThat(talk.say("f SEARCH KEYWORD $important")).contains("* SEARCH 1");
  }
}
