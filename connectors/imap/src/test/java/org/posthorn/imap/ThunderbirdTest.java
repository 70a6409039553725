package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.testkit.Transcript;

/** What Thunderbird says in a round of work, as recorded, is answered as it was then. */
class ThunderbirdTest {
  @Test
  void recordedRoundOfWork() {
    FakeStore store = new FakeStore();
    for (int i = 0; i < 3; i++) {
      store.deliver(
          "INBOX",
          "From: ann@client.example\r\nSubject: mail "
              + i
              + "\r\nContent-Type: text/plain\r\n\r\nHello\r\n");
    }
    ImapLines lines = ImapLines.to(store);
    Transcript.file(ThunderbirdTest.class, "thunderbird.txt")
        .with("before", ImapLines.BEFORE_LOGIN)
        .with("after", ImapLines.AFTER_LOGIN)
        .play(number -> lines.connect());
    assertThat(lines.failures()).isEmpty();
  }

  /** Recorded in an account that was full, with MOVE taken out of what the server announces. */
  @Test
  void recordedDeletionWithoutMove() {
    FakeStore store = new FakeStore();
    for (int i = 0; i < 3; i++) {
      store.deliver("INBOX", "Subject: mail " + i + "\r\n\r\nHello\r\n");
    }
    Talk talk = Talk.loggedIn(store);
    talk.say("24 select \"INBOX\"");
    assertThat(talk.say("37 uid copy 1:2 \"Trash\""))
        .containsExactly("37 OK [COPYUID 1003 1:2 1:2] COPY completed");
    assertThat(talk.say("38 uid store 1:2 +FLAGS (\\Deleted \\Seen)"))
        .containsExactly(
            "* 1 FETCH (UID 1 FLAGS (\\Seen \\Deleted))",
            "* 2 FETCH (UID 2 FLAGS (\\Seen \\Deleted))",
            "38 OK STORE completed");
    assertThat(talk.say("39 uid expunge 1,2"))
        .containsExactly("* 2 EXPUNGE", "* 1 EXPUNGE", "39 OK Expunged");
  }
}
