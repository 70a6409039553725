package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that were expunged so long ago that their octets are gone. RFC 5530 §3. */
class GoneTest {
  private static final String NO = " NO [EXPUNGEISSUED] Some of the messages no longer exist";

  private final FakeStore store = new FakeStore();
  private final Talk other = Talk.selected(store);
  private final Talk talk;

  GoneTest() {
    append("first");
    append("second");
    talk = Talk.selected(store);
    long id = store.view(store.id("INBOX")).orElseThrow().contentId(0);
    other.say("x STORE 1 +FLAGS.SILENT (\\Deleted)");
    other.say("x EXPUNGE");
    store.free(id);
  }

  private void append(String word) {
    String message = "Subject: " + word + "\r\n\r\nbody " + word + "\r\n";
    other.say("x APPEND INBOX {" + message.length() + "+}\r\n" + message);
  }

  @Test
  void whoSeesThemStillIsToldThatTheyWereExpunged() {
    for (String item :
        List.of(
            "BODY.PEEK[]", "ENVELOPE", "BODY.PEEK[HEADER.FIELDS (SUBJECT)]", "BINARY.PEEK[1]")) {
      assertThat(talk.say("a FETCH 1:2 (FLAGS " + item + ")"))
          .as(item)
          .contains("* 1 FETCH (FLAGS ())")
          .anyMatch(line -> line.startsWith("* 2 FETCH (FLAGS () " + item.replace(".PEEK", "")))
          .endsWith("a" + NO);
    }
    assertThat(talk.say("b FETCH 1 (UID RFC822.SIZE)")).last().isEqualTo("b OK FETCH completed");
    assertThat(talk.say("c FETCH 2 BODY.PEEK[TEXT]")).anyMatch(line -> line.contains("second"));
    assertThat(talk.say("d SEARCH BODY body")) // as in RFC 5530 §3
        .containsExactly("* SEARCH 2", "d OK [EXPUNGEISSUED] SEARCH completed");
    assertThat(store.lost()).isEmpty();
    assertThat(talk.say("e NOOP")).contains("* 1 EXPUNGE");
    assertThat(talk.say("f FETCH 1 BODY.PEEK[TEXT]")).anyMatch(line -> line.contains("second"));
  }

  @Test
  void nothingIsMadeOfThem() { // RFC 4469 §3
    String url = "/INBOX;UIDVALIDITY=" + store.view(store.id("INBOX")).orElseThrow().uidValidity();
    assertThat(talk.say("a APPEND INBOX CATENATE (URL \"" + url + "/;UID=1\")"))
        .last()
        .asString()
        .startsWith("a NO [");
    assertThat(talk.say("b UID COPY 1 INBOX")).last().asString().startsWith("b NO [EXPUNGEISSUED]");
    assertThat(store.view(store.id("INBOX")).orElseThrow().size()).isEqualTo(1);
  }
}
