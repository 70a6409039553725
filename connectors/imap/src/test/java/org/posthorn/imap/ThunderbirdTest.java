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
}
