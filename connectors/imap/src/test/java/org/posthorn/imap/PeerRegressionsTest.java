package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What once broke in other servers, and what Thunderbird, Outlook and Apple's programs do. */
class PeerRegressionsTest {
  private final FakeStore store = new FakeStore();

  private Talk messages(int count) {
    for (int i = 1; i <= count; i++) {
      store.deliver("INBOX", "Subject: no " + i + "\r\n\r\nx\r\n");
    }
    return Talk.selected(store);
  }

  @Test
  void utf8IsSentOnlyToThoseWhoWantIt() { // RFC 9755 §3
    store.deliver("INBOX", "Subject: =?utf-8?q?caf=C3=A9?=\r\nFrom: caf\u00e9 <a@b>\r\n\r\nx");
    Talk talk = Talk.selected(store);
    talk.say("a CREATE caf&AOk-");
    for (String command :
        List.of(
            "LIST \"\" \"*\"",
            "LSUB \"\" \"*\"",
            "STATUS caf&AOk- (MESSAGES)",
            "FETCH 1 (BODYSTRUCTURE)",
            "XLIST \"\" \"*\"")) {
      assertThat(talk.say("b " + command)).allMatch(line -> line.chars().allMatch(c -> c < 128));
    }
    assertThat(talk.say("c LIST \"\" caf*").get(0)).endsWith(" caf&AOk-");
  }

  @Test
  void renameTakesTheChildrenAlong() { // RFC 9051 §6.3.6
    Talk talk = Talk.loggedIn(store);
    talk.say("a CREATE a/b/c");
    talk.say("b APPEND a/b {1+}\r\nx");
    assertThat(talk.say("c RENAME a z/y")).containsExactly("c OK RENAME completed");
    assertThat(talk.say("d LIST \"\" \"a*\"")).hasSize(1);
    assertThat(talk.say("e STATUS z/y/b (MESSAGES)").get(0)).endsWith("(MESSAGES 1)");
    assertThat(talk.say("f STATUS z/y/b/c (MESSAGES)").get(0)).endsWith("(MESSAGES 0)");
  }

  @Test
  void renamedInboxIsEmptyAndThere() { // RFC 9051 §6.3.6
    Talk talk = messages(2);
    talk.say("a RENAME INBOX old");
    assertThat(talk.say("b STATUS INBOX (MESSAGES)"))
        .anyMatch(line -> line.endsWith("(MESSAGES 0)"));
    assertThat(talk.say("c STATUS old (MESSAGES)")).anyMatch(line -> line.endsWith("(MESSAGES 2)"));
  }

  @Test
  void storeThatChangesNothingLeavesTheModSeq() { // RFC 7162 §3.1.3
    Talk talk = messages(1);
    talk.say("a ENABLE CONDSTORE");
    String before = talk.say("b FETCH 1 MODSEQ").get(0);
    talk.say("c STORE 1 -FLAGS (\\Seen)");
    talk.say("d STORE 1 +FLAGS ()");
    assertThat(talk.say("e FETCH 1 MODSEQ").get(0)).isEqualTo(before);
  }

  @Test
  void changedSinceZeroIsAll() { // iOS sends it
    Talk talk = messages(2);
    assertThat(talk.say("a FETCH 1:* (FLAGS) (CHANGEDSINCE 0)"))
        .hasSize(4)
        .last()
        .isEqualTo("a OK FETCH completed");
    assertThat(talk.say("b UID FETCH 1:* (UID) (CHANGEDSINCE 0)")).hasSize(3);
  }

  @Test
  void hugeLiteralBeforeLoginIsRefused() {
    Talk talk = messages(0);
    talk.say("u UNAUTHENTICATE");
    assertThat(talk.say("a LOGIN {4294967296}").get(0)).startsWith("a BAD");
    assertThat(talk.say("b LOGIN {99999999999999999999}").get(0)).startsWith("b BAD");
    assertThat(talk.say("c APPEND INBOX {10000000}").get(0)).startsWith("c BAD");
    assertThat(talk.say("d NOOP")).containsExactly("d OK NOOP completed");
  }

  @Test
  void multiappendPutsAllOrNone() { // RFC 3502 §6.3.11
    Talk talk = messages(0);
    assertThat(talk.say("a APPEND INBOX {1+}\r\na (\\Se\"n) {1+}\r\nb").get(0)).startsWith("a BAD");
    assertThat(talk.say("b APPEND INBOX {1+}\r\na {10001+}\r\n" + "x".repeat(10001)).get(0))
        .startsWith("b NO [TOOBIG]");
    assertThat(talk.say("c NOOP")).containsExactly("c OK NOOP completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OR OR SUBJECT \"no 1\" SUBJECT \"no 2\" SUBJECT \"no 3\" | 1 2 3",
        "NOT NOT SUBJECT \"no 1\" | 1",
        "NOT (OR 1 (2 3)) | 2 3 4",
        "(1) (OR (1) ((2))) | 1",
        "SUBJECT \"no \\\"\" | ``",
        "OR NOT 1:3 NOT NOT 1 | 1 4",
        "subject \"NO 4\" not deleted | 4",
        "HEADER \"Subject\" \"\" 2 | 2"
      })
  void searchKeysNest(String keys, String found) { // RFC 9051 §6.4.4
    assertThat(messages(4).say("a SEARCH " + keys).get(0))
        .isEqualTo(("* SEARCH " + found).stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OR 1", "NOT", "()", "(1", "1)", "SUBJECT", "OR (1) ", "SUBJECT \"a", "1,"})
  void brokenSearchKeysAreBad(String keys) {
    assertThat(messages(1).say("a SEARCH " + keys).get(0)).startsWith("a BAD");
  }

  @Test
  void namespaceHasThreeMembers() { // RFC 9051 §6.3.10
    assertThat(messages(0).say("a NAMESPACE").get(0))
        .isEqualTo("* NAMESPACE ((\"\" \"/\")) ((\"Other Users/\" \"/\")) NIL");
  }

  @Test
  void idleBeforeSelectWaits() { // Outlook
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a IDLE
            S: + Idling
            C: DONE
            S: a OK ${_}
            C: b NOOP
            S: b OK ${_}
            """);
  }

  @Test
  void commandInPlaceOfDoneEndsTheIdle() { // RFC 9051 §6.3.13
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a IDLE
            S: + Idling
            C: b NOOP
            S: a BAD ${_}
            C: c NOOP
            S: c OK ${_}
            """);
  }

  @Test
  void numbersStayAsTheyAreBetweenCommands() { // Thunderbird
    Talk talk = messages(5);
    Talk.selected(store).say("o STORE 2,4 +FLAGS.SILENT (\\Deleted)");
    Talk.selected(store).say("o EXPUNGE");
    assertThat(talk.say("a FETCH 5 UID").get(0)).isEqualTo("* 5 FETCH (UID 5)");
    assertThat(talk.say("b NOOP")).startsWith("* 4 EXPUNGE", "* 2 EXPUNGE");
    assertThat(talk.say("c FETCH 3 UID").get(0)).isEqualTo("* 3 FETCH (UID 5)");
  }

  @Test
  void namedFieldsComeAtOnce() { // Thunderbird
    store.deliver("INBOX", "From: a@b\r\nList-Id: <x>\r\nX-Y: 1\r\nPriority: high\r\n\r\nx");
    assertThat(
            Talk.selected(store)
                .say(
                    "a UID FETCH 1 (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc"
                        + " Subject Date Message-ID Priority X-Priority References Newsgroups"
                        + " In-Reply-To Content-Type Reply-To List-Id)])"))
        .contains("From: a@b", "List-Id: <x>", "Priority: high")
        .doesNotContain("X-Y: 1");
  }

  @Test
  void ampersandIsItselfOnceNamesAreUtf8() { // Thunderbird, RFC 9755 §3
    Talk talk = Talk.loggedIn(store);
    talk.say("a ENABLE UTF8=ACCEPT");
    assertThat(talk.say("b CREATE \"R&D\"")).last().asString().startsWith("b OK");
    assertThat(talk.say("c LIST \"\" \"R*\"").get(0)).contains("R&D").doesNotContain("R&-D");
    assertThat(Talk.loggedIn(store).say("d LIST \"\" \"R*\"").get(0)).endsWith(" R&-D");
  }

  @Test
  void noParentIsUnselectable() { // Outlook deletes such
    Talk talk = Talk.loggedIn(store);
    talk.say("a CREATE x/y");
    assertThat(talk.say("b LIST \"\" \"*\""))
        .noneMatch(l -> l.contains("oselect") || l.contains("oSelect"));
    assertThat(talk.say("c SELECT x")).last().asString().startsWith("c OK");
  }

  @Test
  void loginAsksTheUsualQuestions() { // Outlook reads the prompts
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: u UNAUTHENTICATE
            S: u OK ${_}
            C: a AUTHENTICATE LOGIN
            S: + VXNlcm5hbWU6
            C: YW5uQHBvc3Rob3JuLnRlc3Q=
            S: + UGFzc3dvcmQ6
            C: c2VjcmV0
            S: a OK ${_}
            """);
  }

  @Test
  void searchWithCharsetIsBadOnceAllIsUtf8() { // RFC 9755 §3
    Talk talk = messages(1);
    assertThat(talk.say("a SEARCH CHARSET UTF-8 SUBJECT no").get(0)).isEqualTo("* SEARCH 1");
    talk.say("b ENABLE UTF8=ACCEPT");
    assertThat(talk.say("c SEARCH CHARSET UTF-8 SUBJECT no"))
        .containsExactly("c BAD CHARSET is not allowed after ENABLE UTF8=ACCEPT");
    assertThat(talk.say("d UID SEARCH RETURN () CHARSET x SUBJECT no").get(0)).startsWith("d BAD");
    assertThat(talk.say("e SEARCH SUBJECT no").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("f SORT (DATE) UTF-8 SUBJECT no").get(0)).isEqualTo("* SORT 1");
  }
}
