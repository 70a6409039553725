package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.EnvelopeText;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.MemorySink;
import org.posthorn.testkit.MemorySink.State;

@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class ReceptionTest {
  private static final String START =
      """
      S: 220 ${host} ESMTP Posthorn
      C: HELO client.example
      S: 250 ${host}
      C: MAIL FROM:<ann@client.example>
      S: 250 2.1.0 Sender OK
      C: RCPT TO:<user1@posthorn.test>
      S: 250 2.1.5 Recipient OK
      """;
  private static final String DATA = START + "C: DATA\nS: 354 End with <CRLF>.<CRLF>\n";

  private final Listener listener = new Listener(Role.MX);

  @Test
  void messageComesWithTraceFieldsAndWithoutStuffedDots() { // RFC 5321 §4.4, §4.5.2
    listener.verify(
        DATA
            + """
            C: Return-Path: <forged@client.example>
            C:  folded
            C: Subject: one
            C:
            C: ..dot
            C: .. two
            C:
            C: .
            S: 250 2.0.0 Message accepted
            """);
    assertThat(listener.house.last().text().replace("\r\n", "\n"))
        .isEqualTo(
            """
            Return-Path: <ann@client.example>
            Received: from client.example ([192.0.2.1])
            \tby mx.posthorn.test (Posthorn) with SMTP id 1m80ntrkr00000000000
            \tfor <user1@posthorn.test>;
            \tSun, 22 Nov 2026 03:47:07 +0000
            Subject: one

            .dot
            . two

            """);
  }

  @Test
  void traceTellsOfTlsAndHidesSeveralRecipients() { // RFC 3848, RFC 5321 §7.6
    MemoryLine line = listener.connect();
    send(line, "STARTTLS\r\n");
    send(
        line,
        "EHLO client.example\r\nMAIL FROM:<> SMTPUTF8\r\nRCPT TO:<user1@posthorn.test>\r\n"
            + "RSET\r\nMAIL FROM:<a@b.example> SMTPUTF8\r\nRCPT TO:<Postmaster>\r\n"
            + "RCPT TO:<user1@posthorn.test>\r\nDATA\r\nSubject: x\r\n.\r\n");
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
    assertThat(listener.house.last().text())
        .contains(
            "with UTF8SMTPS id 1m80ntrkr00000000000\r\n"
                + "\t(TLSv1.3 TLS_AES_128_GCM_SHA256);\r\n"
                + "\tSun,")
        .doesNotContain("for <");
    assertThat(listener.house.last().envelope().addresses())
        .containsExactly(
            new Address("postmaster", "mx.posthorn.test"), new Address("user1", "posthorn.test"));
  }

  @Test
  void everyTransactionIsFinishedOrDiscarded() {
    String mail = "MAIL FROM:<a@b.example>\r\n";
    String rcpt = "RCPT TO:<user1@posthorn.test>\r\n";
    String hello = "EHLO client.example\r\n";
    MemoryLine line = listener.connect();
    send(line, hello + mail + "RSET\r\n" + mail + rcpt + hello);
    assertThat(listener.house.open).isZero();
    send(line, mail + rcpt + "DATA\r\nSubject: x\r\n\r\nbare\nlf\r\n.\r\n");
    send(line, mail + "RCPT TO:<crash@posthorn.test>\r\nDATA\r\n\r\n.\r\n");
    send(line, mail + rcpt + "DATA\r\nSubject: x\r\n.\r\n");
    assertThat(listener.house.open).isZero();
    send(line, mail + rcpt);
    assertThat(listener.house.open).isOne();
    send(line, "QUIT\r\n");
    assertThat(listener.house.open).isZero();
  }

  @Test
  void optionsForReportsComeWithTheEnvelope() { // RFC 3461 §4
    MemoryLine line = listener.connect();
    send(
        line,
        "EHLO client.example\r\nMAIL FROM:<a@b.example> RET=HDRS ENVID=x+20y\r\n"
            + "RCPT TO:<user1@posthorn.test> NOTIFY=NEVER ORCPT=rfc822;old@posthorn.test\r\n"
            + "RCPT TO:<user1@posthorn.test> NOTIFY=DELAY\r\n"
            + "RCPT TO:<user2@posthorn.test>\r\nDATA\r\nSubject: x\r\n.\r\n");
    Envelope envelope = listener.house.last().envelope();
    assertThat(EnvelopeText.write(envelope.options())).isEqualTo("envid=x+20y ret=hdrs");
    assertThat(envelope.recipients())
        .extracting(EnvelopeText::write)
        .containsExactly("orcpt=rfc822;old@posthorn.test notify=never", "");
  }

  @Test
  void traceIsAsciiUnlessTheMailIsInternationalized() { // RFC 6532 §3
    MemoryLine line = listener.connect();
    String to = "RCPT TO:<user1@xn--bcher-kva.posthorn.test>\r\nDATA\r\n.\r\n";
    send(line, "EHLO a.example\r\nMAIL FROM:<ann@xn--strae-oqa.example>\r\n" + to);
    assertThat(listener.house.last().text())
        .startsWith("Return-Path: <ann@xn--strae-oqa.example>\r\n")
        .contains("for <user1@xn--bcher-kva.posthorn.test>;");
    send(line, "MAIL FROM:<ann@straße.example> SMTPUTF8\r\n" + to);
    assertThat(listener.house.last().text())
        .startsWith("Return-Path: <ann@straße.example>\r\n")
        .contains("for <user1@bücher.posthorn.test>;");
  }

  @Test
  void repeatedRecipientIsOneRecipient() {
    listener.verify(
        START
            + """
            C: RCPT TO:<user1@posthorn.test>
            S: 250 2.1.5 Recipient OK
            C: DATA
            S: 354 End with <CRLF>.<CRLF>
            C: .
            S: 250 2.0.0 Message accepted
            """);
    assertThat(listener.house.last().envelope().recipients()).hasSize(1);
  }

  @Test
  void tooLargeMessageIsSwallowedAndRefused() { // RFC 1870 §6.3
    listener.settings = listener.settings.withMaxMessageSize(65_536);
    MemoryLine line = listener.connect();
    begin(line);
    String kilobyte = ("x".repeat(1022) + "\r\n");
    for (int i = 0; i < 100; i++) {
      send(line, kilobyte);
    }
    send(line, ".\r\nNOOP\r\n");
    assertThat(line.unread())
        .endsWith("\r\n552 5.3.4 Message is larger than allowed\r\n250 2.0.0 OK\r\n");
    assertThat(listener.house.messages).isEmpty();
    assertThat(listener.house.sinks).allMatch(sink -> sink.state() == State.DISCARDED);
    assertThat(listener.house.sinks.get(0).size()).isLessThan(70_000);
  }

  @Test
  void endlessMessageEndsTheConnection() {
    listener.settings = listener.settings.withMaxMessageSize(65_536);
    MemoryLine line = listener.connect();
    begin(line);
    for (int i = 0; i < 200; i++) {
      send(line, "x".repeat(1024));
    }
    assertThat(line.unread()).endsWith("\r\n552 5.3.4 Message is larger than allowed\r\n");
    assertThat(line.closedByServer()).isTrue();
  }

  @Test
  void textLinesMayBeLongAndAreNotHeld() {
    MemoryLine line = listener.connect();
    begin(line);
    byte[] piece = "y".repeat(8192).getBytes(UTF_8);
    for (int i = 0; i < 1000; i++) {
      line.send(piece);
    }
    send(line, "\r\n.\r\n");
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
    assertThat(listener.house.sinks.get(0).largestWrite()).isLessThanOrEqualTo(8192);
  }

  @Test
  void fullDiskIsATemporaryRefusalAndTheConnectionLivesOn() {
    listener.house.nextSink = () -> new MemorySink(1000);
    MemoryLine line = listener.connect();
    begin(line);
    send(line, ("x".repeat(100) + "\r\n").repeat(50) + ".\r\nNOOP\r\n");
    assertThat(line.unread())
        .endsWith("\r\n452 4.3.1 Cannot store the message now\r\n250 2.0.0 OK\r\n");
    assertThat(listener.failures).hasSize(1).allMatch(UncheckedIOException.class::isInstance);
    assertThat(listener.house.sinks).allMatch(sink -> sink.state() == State.DISCARDED);
  }

  @Test
  void fullDiskAtTheStartIsSaidBeforeTheMessage() {
    listener.house.nextSink = () -> new MemorySink(0);
    listener.verify(START + "C: DATA\nS: 452 4.3.1 Cannot store the message now\n");
  }

  @Test
  void brokenEndpointIsATemporaryRefusalAndTheConnectionLivesOn() {
    listener.house.nextSink =
        () -> {
          throw new IllegalStateException("no sink");
        };
    listener.verify(
        """
        S: 220 ${host} ESMTP Posthorn
        C: HELO client.example
        S: 250 ${host}
        C: MAIL FROM:<broken@client.example>
        S: 451 4.3.0 Error in processing; try again
        C: MAIL FROM:<ann@client.example>
        S: 250 2.1.0 Sender OK
        C: RCPT TO:<broken@posthorn.test>
        S: 451 4.3.0 Error in processing; try again
        C: RCPT TO:<user1@posthorn.test>
        S: 250 2.1.5 Recipient OK
        C: DATA
        S: 451 4.3.0 Error in processing; try again
        """);
    assertThat(listener.failures).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crash|451 4.3.0 Error in processing; try again",
        "later|451 4.3.0 Error in processing; try again later",
        "full|552 5.2.2 Mailbox full"
      })
  void verdictsBecomeReplies(String recipientAndReply) {
    String[] parts = recipientAndReply.split("\\|", -1);
    listener.verify(
        START
            + "C: RCPT TO:<"
            + parts[0]
            + "@posthorn.test>\nS: 250 2.1.5 Recipient OK\nC: DATA\nS: 354 End with <CRLF>.<CRLF>\n"
            + "C: .\nS: "
            + parts[1]
            + "\nC: NOOP\nS: 250 2.0.0 OK\n");
  }

  @Test
  void aFullRecipientIsToBeTriedAgain() { // RFC 3463 §3.3, RFC 1870 §6.1
    MemoryLine line = listener.connect();
    send(
        line,
        "HELO a.example\r\nMAIL FROM:<a@b.example> SIZE=1001\r\nRCPT TO:<small@posthorn.test>\r\n"
            + "RCPT TO:<stuffed@posthorn.test>\r\nRCPT TO:<user1@posthorn.test>\r\nRSET\r\n"
            + "MAIL FROM:<a@b.example> SIZE=1000\r\nRCPT TO:<small@posthorn.test>\r\n");
    String full = "452 4.2.2 Mailbox full; try again later\r\n";
    assertThat(line.unread())
        .endsWith(
            full
                + full
                + "250 2.1.5 Recipient OK\r\n250 2.0.0 OK\r\n250 2.1.0 Sender OK\r\n"
                + "250 2.1.5 Recipient OK\r\n");
  }

  @Test
  void lmtpAnswersForEachRecipient() { // RFC 2033 §4.2
    Listener lmtp = new Listener(Role.LMTP);
    MemoryLine line = lmtp.connect();
    send(
        line,
        "LHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<full@posthorn.test>\r\n"
            + "RCPT TO:<user1@posthorn.test>\r\nRCPT TO:<later@posthorn.test>\r\n"
            + "RCPT TO:<full@posthorn.test>\r\nDATA\r\n.\r\n");
    assertThat(line.unread())
        .endsWith(
            "<CRLF>.<CRLF>\r\n552 5.2.2 Mailbox full\r\n250 2.0.0 Message accepted\r\n"
                + "451 4.3.0 Error in processing; try again later\r\n552 5.2.2 Mailbox full\r\n");
    assertThat(lmtp.house.last().text()).contains("with LMTP id");
  }

  @Test
  void loopsAreSeen() { // RFC 5321 §6.3
    listener.verify(
        DATA
            + "C: Received: from a by b\n".repeat(101)
            + "C: .\nS: 550 5.4.6 Too many hops; mail loop?\n");
    listener.verify(
        DATA
            + "C: RECEIVED : from a by b\n".repeat(100)
            + "C:\n"
            + "C: Received: in the text\n".repeat(3)
            + "C: .\nS: 250 2.0.0 Message accepted\n");
  }

  @Test
  void tenThousandRecipientsAreBounded() { // RFC 5321 §4.5.3.1.10
    MemoryLine line = listener.connect();
    StringBuilder packet = new StringBuilder("HELO a.example\r\nMAIL FROM:<a@b.example>\r\n");
    for (int i = 0; i < 10_000; i++) {
      packet.append("RCPT TO:<user").append(i).append("@posthorn.test>\r\n");
    }
    send(line, packet + "DATA\r\n.\r\n");
    String heard = line.unread();
    assertThat(heard.split("250 2.1.5", -1)).hasSize(1001);
    assertThat(heard.split("452 4.5.3", -1)).hasSize(9001);
    assertThat(heard).endsWith("250 2.0.0 Message accepted\r\n");
    assertThat(listener.house.last().envelope().recipients()).hasSize(1000);
  }

  @Test
  void longCommandLinesEndTheConnection() {
    listener.verify(
        "S: 220 ${host} ESMTP Posthorn\nC: NOOP "
            + "x".repeat(2041)
            + "\nS: 250 2.0.0 OK\nC: NOOP "
            + "x".repeat(2042)
            + "\nS: 500 5.5.2 Line too long\nCLOSED\n");
    MemoryLine line = listener.connect();
    send(line, "x".repeat(2048));
    assertThat(line.closedByServer()).isTrue();
  }

  @Test
  void replyThatNobodyReadsStopsTheCommands() {
    MemoryLine line = listener.connect();
    line.wire().room(100);
    send(line, "NOOP\r\n".repeat(1000));
    assertThat(line.unread().split("250", -1).length).isLessThan(20);
    line.wire().room(Integer.MAX_VALUE);
    line.wire().wake();
    line.settle();
    assertThat(line.unread().split("250", -1)).hasSize(1001);
  }

  @Test
  void silenceAndStopsEndWithAFarewell() {
    MemoryLine slow = listener.connect();
    assertThat(slow.conversation().patience()).isEqualTo(Duration.ofMinutes(5));
    slow.conversation().timedOut();
    slow.settle();
    assertThat(slow.unread()).endsWith("421 4.4.2 Timeout\r\n");
    assertThat(slow.closedByServer()).isTrue();
    MemoryLine stopped = listener.connect();
    begin(stopped);
    stopped.conversation().stopping();
    stopped.settle();
    assertThat(stopped.unread()).endsWith("421 4.3.2 Server is stopping\r\n");
    assertThat(stopped.closedByServer()).isTrue();
    assertThat(listener.house.sinks).allMatch(sink -> sink.state() == State.DISCARDED);
  }

  @Test
  void messageMayNotTakeForEver() {
    MemoryLine line = listener.connect();
    begin(line);
    listener.pass(Duration.ofMinutes(29));
    send(line, "Subject: slow\r\n");
    assertThat(line.closedByServer()).isFalse();
    listener.pass(Duration.ofMinutes(2));
    send(line, "X: y\r\n");
    assertThat(line.unread()).endsWith("421 4.4.2 Timeout\r\n");
    assertThat(line.closedByServer()).isTrue();
  }

  @Test
  void hangingUpDiscardsTheMessage() {
    MemoryLine line = listener.connect();
    begin(line);
    send(line, "Subject: half\r\n");
    line.close();
    assertThat(listener.house.sinks).allMatch(sink -> sink.state() == State.DISCARDED);
    assertThat(listener.house.messages).isEmpty();
  }

  @Test
  void anyCutOfTheOctetsGivesTheSameAnswersAndMessages() {
    String dialogue =
        "HELO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<user1@posthorn.test>\r\nDATA\r\n"
            + "Return-Path: <x@y>\r\nSubject: x\r\n folded\r\n\r\n..\r\n.x\r\n.\r\n"
            + "MAIL FROM:<a@b.example>\r\nRCPT TO:<user2@posthorn.test>\r\nBDAT 5\r\n.\r\n\r\n"
            + "BDAT 0 LAST\r\nQUIT\r\n";
    MemoryLine whole = listener.connect();
    send(whole, dialogue);
    for (int cut = 1; cut < dialogue.length(); cut++) {
      MemoryLine line = listener.connect();
      send(line, dialogue.substring(0, cut));
      send(line, dialogue.substring(cut));
      assertThat(line.unread()).as("cut at %d", cut).isEqualTo(whole.unread());
    }
    MemoryLine single = listener.connect();
    for (int i = 0; i < dialogue.length(); i++) {
      send(single, dialogue.substring(i, i + 1));
    }
    assertThat(single.unread()).isEqualTo(whole.unread());
    for (int i = 0; i < listener.house.messages.size(); i++) {
      assertThat(listener.house.messages.get(i).text())
          .isEqualTo(listener.house.messages.get(i % 2).text());
    }
  }

  private static void begin(MemoryLine line) {
    send(
        line,
        "HELO client.example\r\nMAIL FROM:<ann@client.example>\r\n"
            + "RCPT TO:<user1@posthorn.test>\r\nDATA\r\n");
    assertThat(line.unread()).endsWith("354 End with <CRLF>.<CRLF>\r\n");
  }

  private static void send(MemoryLine line, String text) {
    line.send(text.getBytes(UTF_8));
  }
}
