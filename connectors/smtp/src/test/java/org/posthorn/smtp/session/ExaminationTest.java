package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryLine;

/** What becomes of a message while checks look at it. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class ExaminationTest {
  private static final String ENVELOPE =
      "EHLO a.test\r\nMAIL FROM:<x@a.test>\r\nRCPT TO:<user1@posthorn.test>\r\n";
  private static final String TEXT =
      "Return-Path: <f@b.test>\r\nFrom: X <x@a.test>\r\n\r\n.text\r\n";
  private static final String MAIL =
      ENVELOPE + "DATA\r\n" + TEXT.replace("\r\n.", "\r\n..") + ".\r\n";

  private final Listener listener = new Listener(Role.MX);

  private MemoryLine sent(String octets) {
    MemoryLine line = listener.connect();
    line.send(octets.getBytes(US_ASCII));
    return line;
  }

  @Test
  void checksSeeTheOctetsAsTheyWereSentAndTheAuthor() { // RFC 6376 §5.3
    sent(MAIL);
    assertThat(listener.house.shown).hasToString(TEXT);
    assertThat(listener.house.examined)
        .containsExactly(Optional.of(List.of(new Address("x", "a.test"))));
  }

  @Test
  void whatChecksFoundStandsBetweenReturnPathAndReceived() {
    listener.house.examination =
        CompletableFuture.completedFuture(
            new Examination("Authentication-Results: mx.test;\r\n\tnone\r\n", Verdict.yes()));
    sent(MAIL);
    assertThat(listener.house.last().text())
        .startsWith(
            "Return-Path: <x@a.test>\r\nAuthentication-Results: mx.test;\r\n\tnone\r\nReceived: from ");
  }

  @Test
  void nobodyHearsAnAnswerBeforeTheChecksHaveOne() {
    listener.house.examination = new CompletableFuture<>();
    MemoryLine line = sent(MAIL + "NOOP\r\n");
    assertThat(line.unread()).endsWith("354 End with <CRLF>.<CRLF>\r\n");
    assertThat(listener.house.messages).isEmpty();
    listener.house.examination.complete(Examination.NONE);
    line.settle();
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n250 2.0.0 OK\r\n");
    assertThat(listener.house.messages).hasSize(1);
    assertThat(listener.house.open).isZero();
  }

  @Test
  void aChunkedMessageWaitsToo() {
    listener.house.examination = new CompletableFuture<>();
    String bdat = "BDAT " + TEXT.length() + " LAST\r\n" + TEXT + "NOOP\r\n";
    MemoryLine line = sent(ENVELOPE + bdat);
    assertThat(line.unread()).endsWith("250 2.1.5 Recipient OK\r\n");
    listener.house.examination.complete(Examination.NONE);
    line.settle();
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n250 2.0.0 OK\r\n");
  }

  @Test
  void whoeverKeepsTheRecordLearnsWhichMessageWasRefused() {
    listener.house.examination =
        CompletableFuture.completedFuture(
            new Examination("", Verdict.refused(Reason.NOT_AUTHENTIC)));
    sent(MAIL);
    assertThat(listener.house.refusals.get(0).transaction()).isPresent();
  }

  @Test
  void aMessageThatChecksRefuseIsNotStored() { // RFC 7489 §10.3, RFC 7372 §3.3
    listener.house.examination =
        CompletableFuture.completedFuture(
            new Examination("", Verdict.refused(Reason.NOT_AUTHENTIC)));
    MemoryLine line = sent(MAIL + "NOOP\r\n");
    assertThat(line.unread())
        .endsWith(
            "550 5.7.26 The policy of the author's domain (DMARC) refuses this message\r\n"
                + "250 2.0.0 OK\r\n");
    assertThat(listener.house.messages).isEmpty();
    assertThat(listener.house.open).isZero();
    assertThat(listener.house.refusals).hasSize(1);
  }

  @Test
  void brokenChecksAreATemporaryFailure() {
    listener.house.examination = new CompletableFuture<>();
    MemoryLine line = sent(MAIL);
    listener.house.examination.completeExceptionally(new IllegalStateException("bug"));
    line.settle();
    assertThat(line.unread()).endsWith("451 4.3.0 Error in processing; try again\r\n");
    assertThat(listener.failures).hasSize(1);
    assertThat(listener.house.open).isZero();
  }

  @Test
  void aClientThatGoesMeanwhileLeavesNothingOpen() {
    listener.house.examination = new CompletableFuture<>();
    MemoryLine line = sent(MAIL);
    line.close();
    assertThat(listener.house.open).isZero();
    assertThat(listener.house.messages).isEmpty();
  }
}
