package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THREADID. RFC 8474 §5.2. */
class ThreadIdTest {
  private static final Pattern ID = Pattern.compile("THREADID (\\(T[0-9a-f]+\\)|NIL)");

  private final FakeStore store = new FakeStore();
  private final Talk talk = Talk.selected(store);

  private String deliver(String... fields) {
    long uid = store.deliver("INBOX", String.join("\r\n", fields) + "\r\n\r\ntext\r\n");
    talk.say("n NOOP");
    Matcher id = ID.matcher(talk.say("f UID FETCH " + uid + " THREADID").get(0));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void repliesAreInTheThreadOfWhatTheyAnswer() {
    String reply =
        deliver("Message-ID: <2@b.test>", "In-Reply-To: <1@a.test>", "References: <1@a.test>");
    String root = deliver("Message-ID: <1@a.test>");
    String last =
        deliver(
            "Message-ID: <3@a.test>",
            "References: <1@a.test>",
            " <2@b.test>",
            "In-Reply-To: <2@b.test>");
    String direct = deliver("Message-ID: <4@a.test>", "In-Reply-To: <1@a.test>");
    assertThat(List.of(root, last, direct)).containsOnly(reply);
    assertThat(deliver("Message-ID: <9@a.test>")).isNotEqualTo(reply);
  }

  @Test
  void chainsWithoutReferencesAreOneThread() { // as THREAD has them
    String root = deliver("Message-ID: <1@a.test>");
    assertThat(deliver("Message-ID: <2@b.test>", "In-Reply-To: <1@a.test>")).isEqualTo(root);
    assertThat(deliver("Message-ID: <3@a.test>", "In-Reply-To: <2@b.test>")).isEqualTo(root);
    assertThat(deliver("Message-ID: <4@b.test>", "In-Reply-To: <3@a.test>")).isEqualTo(root);
    assertThat(talk.say("t THREAD REFERENCES UTF-8 ALL")).contains("* THREAD (1 2 3 4)");
  }

  @Test
  void messagesThatNothingCanReferToHaveNone() {
    assertThat(deliver("Subject: no id")).isEqualTo("NIL");
    assertThat(deliver("Message-ID: not one")).isEqualTo("NIL");
  }

  @Test
  void threadsAreFound() {
    String id = deliver("Message-ID: <1@a.test>").replaceAll("[()]", "");
    deliver("Message-ID: <2@a.test>");
    deliver("Message-ID: <3@a.test>", "References: <1@a.test>");
    assertThat(talk.say("s SEARCH THREADID " + id)).contains("* SEARCH 1 3");
    assertThat(talk.say("s SEARCH NOT THREADID " + id)).contains("* SEARCH 2");
    assertThat(talk.say("s SEARCH THREADID Tffff")).contains("* SEARCH");
  }
}
