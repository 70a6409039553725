package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.MemorySink;

/** What is refused: how it is said, told and slowed down. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class FailureTest {
  private static final String MAIL =
      "EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<user1@posthorn.test>\r\n";
  private static final String NO_ROOM = "452 4.3.1 Cannot store the message now\r\n";

  private final Listener listener = new Listener(Role.MX);

  @Test
  void allChunksOfAMessageHearTheTemporaryReason() { // RFC 3030 §2
    listener.house.nextSink = () -> new MemorySink(300);
    MemoryLine line = listener.connect();
    send(line, MAIL + "BDAT 300\r\n" + "x".repeat(300) + "BDAT 1\r\nyBDAT 1 LAST\r\nz");
    assertThat(line.unread()).endsWith(NO_ROOM + NO_ROOM + NO_ROOM);
    send(line, "BDAT 1 LAST\r\nz");
    assertThat(line.unread()).endsWith("503 5.5.1 MAIL first\r\n");
    assertThat(listener.house.messages).isEmpty();
  }

  @Test
  void aMessageWhoseFirstChunkFailedIsNotTakenWithoutIt() {
    String broken = "451 4.3.0 Error in processing; try again\r\n";
    listener.house.nextSink =
        () -> {
          listener.house.nextSink = MemorySink::new;
          throw new IllegalStateException("no sink");
        };
    MemoryLine line = listener.connect();
    send(line, MAIL + "BDAT 14\r\nSubject: x\r\n\r\nBDAT 3 LAST\r\ny\r\n");
    assertThat(line.unread()).endsWith(broken + broken);
    assertThat(listener.house.messages).isEmpty();
  }

  @Test
  void whatWasSentAheadOfATemporarilyRefusedSenderHearsTheSame() { // RFC 2920 §3.1
    String broken = "451 4.3.0 Error in processing; try again\r\n";
    MemoryLine line = listener.connect();
    send(
        line,
        "EHLO a.example\r\n"
            + "MAIL FROM:<broken@b.example>\r\n"
            + "RCPT TO:<user1@posthorn.test>\r\n"
            + "DATA\r\n"
            + "BDAT 1 LAST\r\n"
            + "xRSET\r\n"
            + "RCPT TO:<user1@posthorn.test>\r\n");
    assertThat(line.unread())
        .endsWith(broken.repeat(4) + "250 2.0.0 OK\r\n503 5.5.1 MAIL first\r\n");
  }

  @Test
  void whoGuessesRecipientsWaitsAndIsSentAway() {
    MemoryLine line = listener.connect();
    send(line, MAIL);
    for (int i = 0; i < 9; i++) {
      send(line, "RCPT TO:<nobody@posthorn.test>\r\n");
    }
    assertThat(listener.delays).isEmpty();
    for (int i = 0; i < 20; i++) {
      send(line, "RCPT TO:<nobody@posthorn.test>\r\n");
    }
    assertThat(line.unread()).endsWith("550 5.1.1 No such mailbox\r\n");
    assertThat(listener.delays).hasSize(20).containsOnly(Duration.ofSeconds(1));
    send(line, "RCPT TO:<nobody@posthorn.test>\r\n");
    assertThat(line.unread()).endsWith("421 4.7.0 Too many unknown recipients; goodbye\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.refusals).hasSize(1);
    assertThat(listener.house.refusals.get(0).count()).isEqualTo(30);
    assertThat(listener.house.refusals.get(0).recipients())
        .isEqualTo(Collections.nCopies(10, new Address("nobody", "posthorn.test")));
  }

  @Test
  void guessesAreCountedByAddressAndForgottenWithTime() {
    for (int i = 0; i < 4; i++) {
      MemoryLine line = listener.connect();
      send(line, MAIL + "RCPT TO:<nobody@posthorn.test>\r\n".repeat(9));
      line.close();
    }
    assertThat(listener.delays).hasSize(6).containsOnly(Duration.ofSeconds(1));
    listener.pass(Duration.ofMinutes(2));
    send(listener.connect(), MAIL + "RCPT TO:<nobody@posthorn.test>\r\n".repeat(6));
    assertThat(listener.delays).hasSize(6);
    for (int i = 0; i < 30; i++) {
      send(listener.connect(), MAIL + "RCPT TO:<nobody@posthorn.test>\r\n".repeat(9));
    }
    assertThat(listener.delays.get(listener.delays.size() - 1)).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void usersAndOwnServersDoNotWait() {
    Listener lmtp = new Listener(Role.LMTP);
    MemoryLine line = lmtp.connect();
    send(line, MAIL.replace("EHLO", "LHLO") + "RCPT TO:<nobody@posthorn.test>\r\n".repeat(100));
    assertThat(line.closedByServer()).isFalse();
    assertThat(lmtp.delays).isEmpty();
  }

  @Test
  void commandsWithoutAMessageEndSomeDay() {
    MemoryLine line = listener.connect();
    send(line, "NOOP\r\n".repeat(3000));
    assertThat(line.unread()).endsWith("421 4.7.0 Too many errors\r\n");
    assertThat(line.closedByServer()).isTrue();
  }

  @Test
  void refusedMessagesAreToldOnceWithTheirId() {
    MemoryLine line = listener.connect();
    send(line, MAIL + "DATA\r\nSubject: x\r\n\r\na\nb\r\n.\r\n");
    send(line, MAIL.substring(16) + "RCPT TO:<full@posthorn.test>\r\nDATA\r\n.\r\nQUIT\r\n");
    List<RefusalEvent> refusals = listener.house.refusals;
    assertThat(refusals).hasSize(2);
    assertThat(refusals.get(0).id()).isEqualTo("1m80ntrkr00000000000");
    assertThat(refusals.get(0).sender()).contains(new Address("a", "b.example"));
    assertThat(refusals.get(0).recipients()).containsExactly(new Address("user1", "posthorn.test"));
    assertThat(refusals.get(0).reply().code()).isEqualTo(550);
    assertThat(refusals.get(1).recipients()).containsExactly(new Address("full", "posthorn.test"));
    assertThat(refusals.get(1).reply().toString()).isEqualTo("552 5.2.2 Mailbox full");
  }

  @Test
  void aMessageThatFailsInTheSystemIsTold() {
    MemoryLine line = listener.connect();
    send(line, MAIL + "RCPT TO:<crash@posthorn.test>\r\nDATA\r\n.\r\n");
    assertThat(listener.house.refusals).hasSize(1);
    assertThat(listener.house.refusals.get(0).reply()).isEqualTo(Replies.BROKEN);
  }

  private static void send(MemoryLine line, String text) {
    line.send(text.getBytes(UTF_8));
  }
}
