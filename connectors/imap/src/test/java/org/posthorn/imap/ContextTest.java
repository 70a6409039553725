package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextTest {
  private final FakeStore store = new FakeStore();
  private Talk talk = Talk.loggedIn(store);

  @BeforeEach
  void fiveMessages() {
    for (int i = 1; i <= 5; i++) {
      store.deliver("INBOX", "Subject: " + (i % 2 == 0 ? "even" : "odd") + "\r\n\r\nx\r\n");
    }
    talk = Talk.selected(store);
  }

  @Test
  void flagsMoveMessagesInAndOut() { // RFC 5267 §4.3.3, §4.3.4
    assertThat(talk.say("B01 UID SEARCH RETURN (UPDATE COUNT) FLAGGED"))
        .containsExactly("* ESEARCH (TAG \"B01\") UID COUNT 0", "B01 OK SEARCH completed");
    assertThat(talk.say("c STORE 2:4 +FLAGS (\\Flagged)"))
        .hasSize(5)
        .contains("* ESEARCH (TAG \"B01\") UID ADDTO (0 2:4)");
    assertThat(talk.say("c STORE 2:4 +FLAGS.SILENT (\\Seen)"))
        .containsExactly("c OK STORE completed");
    assertThat(talk.say("c STORE 1:3 -FLAGS.SILENT (\\Flagged)"))
        .containsExactly("* ESEARCH (TAG \"B01\") UID REMOVEFROM (0 2:3)", "c OK STORE completed");
    Talk other = Talk.selected(store);
    other.say("o STORE 4:5 FLAGS (\\Flagged)");
    other.say("o STORE 4 FLAGS ()");
    assertThat(talk.say("c NOOP"))
        .containsExactly(
            "* 4 FETCH (FLAGS ())",
            "* 5 FETCH (FLAGS (\\Flagged))",
            "* ESEARCH (TAG \"B01\") UID REMOVEFROM (0 4) ADDTO (0 5)",
            "c OK NOOP completed");
  }

  @Test
  void newMessagesComeAfterExists() { // RFC 5267 §4.3.3
    talk.say("B01 SEARCH RETURN (UPDATE) SUBJECT odd");
    store.deliver("INBOX", "Subject: even\r\n\r\nx\r\n");
    store.deliver("INBOX", "Subject: odd\r\n\r\nx\r\n");
    assertThat(talk.say("c NOOP"))
        .containsExactly(
            "* 7 EXISTS", "* ESEARCH (TAG \"B01\") ADDTO (0 7)", "c OK NOOP completed");
    store.deliver("INBOX", "Subject: even\r\n\r\nx\r\n");
    assertThat(talk.say("c NOOP")).containsExactly("* 8 EXISTS", "c OK NOOP completed");
  }

  @Test
  void goneMessagesAreNamedBeforeTheirNumbersChange() { // RFC 5267 §4.3.4
    talk.say("B01 SEARCH RETURN (UPDATE) SUBJECT odd");
    talk.say("B02 UID SEARCH RETURN (UPDATE MIN) SUBJECT even");
    talk.say("c STORE 1:3 +FLAGS.SILENT (\\Deleted)");
    assertThat(talk.say("c EXPUNGE"))
        .containsExactly(
            "* ESEARCH (TAG \"B01\") REMOVEFROM (0 1,3)",
            "* ESEARCH (TAG \"B02\") UID REMOVEFROM (0 2)",
            "* 3 EXPUNGE",
            "* 2 EXPUNGE",
            "* 1 EXPUNGE",
            "c OK Expunged");
  }

  @Test
  void numbersMeanWhatTheyMeantAtTheBeginning() { // RFC 5267 §4.3
    talk.say("a SEARCH RETURN (SAVE) 2");
    talk.say("B01 UID SEARCH RETURN (UPDATE) OR $ 3:4 UNSEEN");
    talk.say("c STORE 1 +FLAGS.SILENT (\\Deleted)");
    talk.say("c EXPUNGE");
    assertThat(talk.say("c STORE 1:* +FLAGS.SILENT (\\Seen)").get(0))
        .isEqualTo("* ESEARCH (TAG \"B01\") UID REMOVEFROM (0 2:4)");
  }

  @Test
  void tagStandsForOneSearch() { // RFC 5267 §4.3
    talk.say("B01 UID SEARCH RETURN (UPDATE COUNT) FLAGGED");
    assertThat(talk.say("B01 SORT RETURN (UPDATE) (DATE) UTF-8 FLAGGED"))
        .containsExactly("B01 BAD Tag reuse");
    assertThat(talk.say("B01 SEARCH RETURN (UPDATE) FLAGGED")).containsExactly("B01 BAD Tag reuse");
  }

  @Test
  void updatesMayBeRefusedAndCancelled() { // RFC 5267 §4.3.1, §4.3.5
    for (int i = 1; i <= 8; i++) {
      talk.say("B0" + i + " UID SEARCH RETURN (UPDATE CONTEXT COUNT) FLAGGED");
    }
    assertThat(talk.say("B09 UID SEARCH RETURN (UPDATE COUNT) FLAGGED"))
        .containsExactly(
            "* NO [NOUPDATE \"B09\"] Too many contexts",
            "* ESEARCH (TAG \"B09\") UID COUNT 0",
            "B09 OK SEARCH completed");
    assertThat(talk.say("c CANCELUPDATE \"B02\" \"B03\" \"B04\" \"B05\" \"B06\" \"B07\" \"none\""))
        .containsExactly("c OK No further updates");
    assertThat(talk.say("c STORE 1 +FLAGS.SILENT (\\Flagged)"))
        .containsExactly(
            "* ESEARCH (TAG \"B01\") UID ADDTO (0 1)",
            "* ESEARCH (TAG \"B08\") UID ADDTO (0 1)",
            "c OK STORE completed");
    talk.say("c CANCELUPDATE \"B01\"");
    assertThat(talk.say("B10 SORT RETURN (UPDATE COUNT) (RELEVANCY) UTF-8 FUZZY SUBJECT odd"))
        .first()
        .isEqualTo("* NO [NOUPDATE \"B10\"] Too many contexts");
    assertThat(talk.say("c CANCELUPDATE").get(0)).startsWith("c BAD");
    assertThat(talk.say("c CANCELUPDATE B01").get(0)).startsWith("c BAD");
  }

  @Test
  void updatesEndWithTheSelection() { // RFC 5267 §4.3
    talk.say("B01 UID SEARCH RETURN (UPDATE COUNT) FLAGGED");
    talk.say("s SELECT INBOX");
    assertThat(talk.say("c STORE 1 +FLAGS.SILENT (\\Flagged)"))
        .containsExactly("c OK STORE completed");
    talk.say("u UNSELECT");
    assertThat(talk.say("c ESEARCH IN (personal) RETURN (UPDATE) ALL").get(0)).startsWith("c BAD");
  }
}
