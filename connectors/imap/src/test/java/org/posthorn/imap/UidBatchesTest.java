package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 10022. */
class UidBatchesTest {
  private final FakeStore store = new FakeStore();

  /** With so many messages, of which those with UIDs that 3 divides are gone. */
  private Talk mailbox(int delivered) {
    for (int i = 1; i <= delivered; i++) {
      store.deliver("INBOX", "x", i % 3 == 0 ? "\\Deleted" : "\\Seen");
    }
    Talk.selected(store).say("x EXPUNGE");
    return Talk.selected(store);
  }

  @Test
  void batchesAreOfEqualSize() { // RFC 10022 §3.1
    Talk talk = mailbox(2100); // 1400 are left
    assertThat(talk.say("A143 UIDBATCHES 500"))
        .containsExactly(
            "* UIDBATCHES (TAG \"A143\") 2099:1351,1350:601,600:1", "A143 OK UIDBATCHES completed");
    assertThat(talk.say("a UID SEARCH RETURN (COUNT) UID 2099:1351").get(0)).endsWith("COUNT 500");
    assertThat(talk.say("b UID SEARCH RETURN (COUNT) UID 1350:601").get(0)).endsWith("COUNT 500");
    assertThat(talk.say("c UID SEARCH RETURN (COUNT) UID 600:1").get(0)).endsWith("COUNT 400");
    assertThat(talk.say("d UIDBATCHES 700").get(0)).endsWith(" 2099:1051,1050:1");
    assertThat(talk.say("e UIDBATCHES 1399").get(0)).endsWith(" 2099:2,1:1");
    assertThat(talk.say("f UIDBATCHES 1400").get(0)).endsWith(" 2099:1");
    assertThat(talk.say("g UIDBATCHES 4294967295").get(0)).endsWith(" 2099:1");
  }

  @ParameterizedTest
  @CsvSource({
    "1:1, 2099:1351",
    "1:2, '2099:1351,1350:601'",
    "2:2, 1350:601",
    "2:3, '1350:601,600:1'",
    "3:4294967295, 600:1"
  })
  void someBatches(String asked, String batches) { // RFC 10022 §3.1
    assertThat(mailbox(2100).say("a UIDBATCHES 500 " + asked))
        .containsExactly("* UIDBATCHES (TAG \"a\") " + batches, "a OK UIDBATCHES completed");
  }

  @Test
  void nothingIsAnEmptyAnswer() { // RFC 10022 §3.1
    assertThat(mailbox(0).say("A302 UIDBATCHES 2000"))
        .containsExactly("* UIDBATCHES (TAG \"A302\")", "A302 OK UIDBATCHES completed");
    assertThat(mailbox(10).say("A303 UIDBATCHES 2000 2:4"))
        .containsExactly("* UIDBATCHES (TAG \"A303\")", "A303 OK UIDBATCHES completed");
  }

  @Test
  void wrongOnesAreRefused() { // RFC 10022 §3.1
    Talk talk = mailbox(10);
    assertThat(talk.say("a UIDBATCHES 499"))
        .containsExactly("a NO [TOOFEW] Batches have 500 messages at least");
    assertThat(talk.say("b UIDBATCHES 500 20:10"))
        .containsExactly("b BAD [CLIENTBUG] Invalid batch range");
    for (String arguments :
        new String[] {"", " x", " 0", " 500 3", " 500 0:1", " 500 1:", " 500 1:*", " 500 1:2 3"}) {
      assertThat(talk.say("c UIDBATCHES" + arguments)).hasSize(1);
      assertThat(talk.say("c UIDBATCHES" + arguments).get(0)).startsWith("c BAD ");
    }
    assertThat(Talk.loggedIn(store).say("d UIDBATCHES 500").get(0)).startsWith("d BAD ");
  }

  @Test
  void savedResultStaysAndUidOnlyMayAsk() { // RFC 10022 §3.3
    Talk talk = mailbox(4);
    talk.say("a ENABLE UIDONLY");
    talk.say("b UID SEARCH RETURN (SAVE) UID 2");
    assertThat(talk.say("c UIDBATCHES 500").get(0)).isEqualTo("* UIDBATCHES (TAG \"c\") 4:1");
    assertThat(talk.say("d UID FETCH $ FLAGS").get(0)).startsWith("* 2 UIDFETCH");
  }
}
