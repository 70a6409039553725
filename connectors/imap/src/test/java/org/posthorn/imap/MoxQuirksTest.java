package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.imap.command.NotAuthenticated;

/** Where mox is known to differ from the RFCs, and limits that it names otherwise than it has. */
class MoxQuirksTest {
  private final FakeStore store = new FakeStore();

  @Test
  void sentSinceHasTheDayItself() { // RFC 9051 §6.4.4
    store.deliver("INBOX", "Date: Tue, 3 Mar 2026 23:30:00 -0800\r\n\r\nx");
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH SENTSINCE 3-Mar-2026").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("b SEARCH SENTSINCE 4-Mar-2026").get(0)).isEqualTo("* SEARCH");
    assertThat(talk.say("c SEARCH SENTON 3-Mar-2026").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("d SEARCH SENTBEFORE 3-Mar-2026").get(0)).isEqualTo("* SEARCH");
  }

  @Test
  void multiSearchEncodesNames() { // RFC 7377 §2.1
    Talk talk = Talk.loggedIn(store);
    talk.say("a CREATE Entw&APw-rfe");
    talk.say("b APPEND Entw&APw-rfe {1+}\r\nx");
    assertThat(talk.say("c ESEARCH IN (mailboxes Entw&APw-rfe) ALL").get(0))
        .contains(" MAILBOX Entw&APw-rfe UIDVALIDITY ");
    talk.say("d ENABLE IMAP4rev2");
    assertThat(talk.say("e ESEARCH IN (mailboxes \"Entw\u00fcrfe\") ALL").get(0))
        .contains(" MAILBOX \"Entw\u00fcrfe\" UIDVALIDITY ");
  }

  @Test
  void listSelectsBySpecialUse() { // RFC 6154 §2
    assertThat(Talk.loggedIn(store).say("a LIST (SPECIAL-USE) \"\" \"*\""))
        .hasSize(3)
        .anyMatch(line -> line.contains("\\Sent") && line.endsWith(" Sent"));
  }

  @Test
  void whatAMailboxWasMadeForIsThere() { // RFC 6154 §3
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a CREATE Old (USE (\\Archive))")).last().asString().startsWith("a OK");
    assertThat(talk.say("b LIST \"\" Old RETURN (SPECIAL-USE)").get(0)).contains("\\Archive");
  }

  @Test
  void dispositionWithoutParametersIsTold() { // RFC 9051 §7.5.2
    store.deliver("INBOX", "Content-Disposition: attachment\r\n\r\nx");
    assertThat(Talk.selected(store).say("a FETCH 1 BODYSTRUCTURE").get(0))
        .contains("(\"attachment\" NIL)");
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(new NotAuthenticated.Login("ann", "secret").toString()).doesNotContain("secret");
  }

  @Test
  void announcedSizeIsTheRealOne() { // RFC 7889 §3
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a CAPABILITY").get(0)).contains(" APPENDLIMIT=10000");
    assertThat(talk.say("b APPEND INBOX {10001}").get(0)).startsWith("b NO [TOOBIG]");
    assertThat(talk.say("c APPEND INBOX {10000+}\r\n" + "x".repeat(10000)).get(0))
        .startsWith("c OK [APPENDUID");
  }

  @Test
  void copyWithinAMailboxIsTaken() { // RFC 9051 §6.4.7
    store.deliver("INBOX", "x");
    assertThat(Talk.selected(store).say("a COPY 1 INBOX"))
        .containsExactly("* 2 EXISTS", "a OK [COPYUID 1001 1 2] COPY completed");
  }

  @Test
  void badCommandWithLiteralsLeavesTheConnectionInOrder() { // RFC 7888 §4
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a NOSUCH {5+}\r\na b c {3+}\r\nd e f").get(0)).startsWith("a BAD");
    assertThat(talk.say("b SEARCH NOSUCH {9+}\r\nx NOOP\r\n\r").get(0)).startsWith("b BAD");
    assertThat(talk.say("c NOOP")).containsExactly("c OK NOOP completed");
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 4097, 100 * 1024, 100 * 1024 + 1, 500 * 1024})
  void literalsOfAnySizeLeaveTheConnectionInOrder(int size) { // RFC 7888 §4, §5
    Talk talk = Talk.selected(store);
    String literal = "{" + size + "+}\r\n" + "x NOOP\r\n".repeat(size / 8) + "x".repeat(size % 8);
    boolean taken = size <= 100 * 1024;
    assertThat(talk.say("a SEARCH SUBJECT " + literal))
        .last()
        .asString()
        .startsWith(taken ? "a OK" : "a BAD");
    assertThat(talk.say("b NOOP")).containsExactly("b OK NOOP completed");
  }

  @Test
  void literalBeforeLoginIsPassedOver() { // RFC 7888 §4
    Talk talk = Talk.loggedIn(store);
    talk.say("u UNAUTHENTICATE");
    assertThat(talk.say("a LOGIN {40000+}\r\n" + "y".repeat(40000) + " secret").get(0))
        .startsWith("a BAD");
    assertThat(talk.say("b LOGIN ann@posthorn.test {6+}\r\nsecret").get(0)).startsWith("b OK");
  }

  @Test
  void keywordsHaveNoCase() { // RFC 9051 §2.3.2
    store.deliver("INBOX", "x", "$Forwarded");
    Talk talk = Talk.selected(store);
    assertThat(talk.say("a SEARCH KEYWORD $FORWARDED").get(0)).isEqualTo("* SEARCH 1");
    talk.say("b STORE 1 -FLAGS ($forwarded)");
    assertThat(talk.say("c SEARCH UNKEYWORD $Forwarded").get(0)).isEqualTo("* SEARCH 1");
    assertThat(talk.say("d SELECT INBOX"))
        .anyMatch(l -> l.contains("PERMANENTFLAGS") && l.contains("\\*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "a//b", "\"\"", "//", "\"a\u0001\""})
  void wrongNamesAreRefused(String name) {
    assertThat(Talk.loggedIn(store).say("a CREATE " + name).get(0)).matches("a (NO|BAD) .*");
  }

  @Test
  void inboxHasNoCaseAndCannotBeMadeAgain() { // RFC 9051 §5.1
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a SELECT iNbOx")).last().asString().startsWith("a OK");
    assertThat(talk.say("b CREATE inbox").get(0)).startsWith("b NO");
    assertThat(talk.say("c DELETE Inbox").get(0)).startsWith("c NO");
  }

  @Test
  void parentsAreMadeAndLeaveTheirNameToTheirChildren() { // RFC 9051 §6.3.5
    Talk talk = Talk.loggedIn(store);
    talk.say("a CREATE a/b/c");
    assertThat(talk.say("b LIST \"\" a*")).hasSize(4).noneMatch(l -> l.contains("NonExistent"));
    assertThat(talk.say("c DELETE a").get(0)).startsWith("c OK");
    assertThat(talk.say("d LIST \"\" a").get(0)).contains("(\\Noselect \\HasChildren)");
  }

  @Test
  void savedDateIsThatOfTheCopy() { // RFC 8514 §4.1
    store.deliver("INBOX", "x");
    Talk talk = Talk.selected(store);
    String before = talk.say("a FETCH 1 SAVEDATE").get(0);
    talk.say("b COPY 1 Trash");
    talk.say("c SELECT Trash");
    assertThat(talk.say("d FETCH 1 SAVEDATE").get(0)).isNotEqualTo(before);
  }

  @Test
  void emptyMessageTakesAMultiappendBack() { // RFC 3502 §6.3.11
    Talk talk = Talk.loggedIn(store);
    assertThat(talk.say("a APPEND INBOX {1+}\r\nx {0+}\r\n").get(0)).startsWith("a NO");
    assertThat(talk.say("b STATUS INBOX (MESSAGES)").get(0)).endsWith("(MESSAGES 0)");
  }

  @Test
  void manyResultsComeWhole() {
    for (int i = 0; i < 250; i++) {
      store.deliver("INBOX", "x");
    }
    List<String> found = Talk.selected(store).say("a SEARCH ALL");
    assertThat(found).hasSize(2);
    assertThat(found.get(0).split(" ")).hasSize(252);
  }

  @Test
  void compressionIsOffered() { // RFC 4978
    assertThat(Talk.loggedIn(store).say("a CAPABILITY").get(0)).contains(" COMPRESS=DEFLATE");
  }
}
