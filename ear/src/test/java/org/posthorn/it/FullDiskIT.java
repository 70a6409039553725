package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Less of the disk is free than is to be kept free: nothing new is taken, the old can be read. */
class FullDiskIT {
  private final RunningServer server = new RunningServer();
  private final String word = "word" + System.nanoTime();
  private final String message = "Subject: " + word + "\r\n\r\n" + word + "\r\n";

  @AfterEach
  void remove() throws Exception {
    server.close();
  }

  @Test
  void nothingNewIsTakenAndTheOldIsRead() throws Exception {
    server.start();
    try (SmtpTalk smtp = SmtpTalk.plain(server.port("mx"));
        ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      expect("250", smtp.mail("ann@client.example", USER, message));
      assertThat(imap.await(word)).endsWith(message);
    }
    server.stop();
    long wanted = Files.getFileStore(server.data()).getTotalSpace() * 2;
    server.with("posthorn.store.min-free", Long.toString(wanted)).start();
    long before = server.log().lines().count();
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(server.get("/metrics").body())
        .containsPattern("posthorn_disk_min_free_octets\\{[^}]*} " + "[1-9]");
    try (SmtpTalk smtp = SmtpTalk.plain(server.port("mx"));
        ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      smtp.envelope("ann@client.example", USER);
      smtp.demand("452 4.3.1", "DATA");
      expect("250", smtp.say("NOOP"));
      assertThat(imap.append("INBOX", message).completion()).startsWith("NO [UNAVAILABLE]");
      assertThat(imap.await(word)).endsWith(message);
      assertThat(imap.search(word)).hasSize(1);
      imap.say("STORE 1 +FLAGS (\\Flagged)").ok();
      imap.say("COPY 1 Archive").ok();
      imap.say("CREATE " + word).ok();
    }
    assertThat(server.log().lines().skip(before))
        .hasSizeLessThan(10)
        .anyMatch(line -> line.contains("event=outage"));
    assertThat(server.log()).contains("event=outage of=DISK place=" + server.data());
  }
}
