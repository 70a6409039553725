package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages whose octets are not as they were written, or not there. RFC 5530 §3, CORRUPTION. */
class CorruptionTest {
  private static final String NO = " NO [CORRUPTION] Some of the messages are damaged";
  private static final int LARGE = 90_000;

  private final FakeStore store = new FakeStore();
  private final Talk talk;

  CorruptionTest() {
    for (String word : List.of("first", "second", "x".repeat(LARGE), "fourth")) {
      store.deliver("INBOX", "Subject: " + word.substring(0, 5) + "\r\n\r\nbody " + word + "\r\n");
    }
    talk = Talk.selected(store);
  }

  private long content(int index) {
    return store.view(store.id("INBOX")).orElseThrow().contentId(index);
  }

  @Test
  void theOtherItemsAndTheOtherMessagesStillCome() {
    store.damage(content(1));
    List<String> said = talk.say("a FETCH 1:2 (UID RFC822.SIZE BODY.PEEK[] FLAGS)");
    assertThat(said)
        .contains("* 2 FETCH (UID 2 RFC822.SIZE 31 FLAGS ())", "body first")
        .noneMatch(line -> line.contains("body second"))
        .endsWith("a" + NO);
    assertThat(talk.say("b FETCH 2 BODY.PEEK[]")).containsExactly("b" + NO);
    assertThat(talk.say("c FETCH 2 (ENVELOPE)")).hasSize(2).endsWith("c OK FETCH completed");
    assertThat(talk.say("d FETCH 1:2 BINARY.PEEK[1]"))
        .anyMatch(line -> line.startsWith("* 1 FETCH (BINARY[1]"))
        .noneMatch(line -> line.startsWith("* 2"))
        .endsWith("d" + NO);
  }

  @Test
  void aLargeOneIsNeverCompletedAndRefusedFromThenOn() {
    store.damage(content(2));
    List<String> said = talk.say("a FETCH 3:4 BODY.PEEK[]");
    assertThat(said.toString()).contains("* 3 FETCH (BODY[] {").hasSizeLessThan(LARGE + 20);
    assertThat(said).noneMatch(line -> line.startsWith("a ")); // the connection was closed
    Talk again = Talk.selected(store);
    assertThat(again.say("b FETCH 3:4 (UID BODY.PEEK[])"))
        .contains("* 3 FETCH (UID 3)", "body fourth")
        .endsWith("b" + NO);
  }

  @Test
  void whatIsGoneThoughTheMailboxHasItWasNotExpunged() {
    store.free(content(0));
    for (String item : List.of("BODY.PEEK[]", "ENVELOPE", "BODY.PEEK[HEADER]", "PREVIEW")) {
      assertThat(talk.say("a FETCH 1,4 (FLAGS " + item + ")"))
          .as(item)
          .contains("* 1 FETCH (FLAGS ())")
          .anyMatch(line -> line.startsWith("* 4 FETCH (FLAGS () " + item.replace(".PEEK", "")))
          .endsWith("a" + NO);
    }
    assertThat(store.lost()).contains(content(0)).hasSize(4);
    String url = "/INBOX;UIDVALIDITY=" + store.view(store.id("INBOX")).orElseThrow().uidValidity();
    assertThat(talk.say("b APPEND INBOX CATENATE (URL \"" + url + "/;UID=1\")"))
        .containsExactly("b" + NO);
  }

  @Test
  void searchesFindTheOthers() {
    store.free(content(0));
    store.damage(content(1));
    String code = " OK [CORRUPTION] ";
    assertThat(talk.say("a SEARCH BODY body"))
        .containsExactly("* SEARCH 3 4", "a" + code + "SEARCH completed");
    assertThat(talk.say("b SEARCH SUBJECT o"))
        .containsExactly("* SEARCH 2 4", "b" + code + "SEARCH completed");
    assertThat(talk.say("c SORT (SUBJECT) UTF-8 ALL"))
        .containsExactly("* SORT 1 4 2 3", "c" + code + "SORT completed");
    assertThat(talk.say("d THREAD REFERENCES UTF-8 ALL"))
        .last()
        .isEqualTo("d" + code + "THREAD completed");
  }
}
