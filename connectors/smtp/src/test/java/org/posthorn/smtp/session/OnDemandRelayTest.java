package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.Envelope;
import org.posthorn.smtp.client.Conversion;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.Traits;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryContent;
import org.posthorn.testkit.MemoryLine;

/** ATRN: hosts fetch their mail over the connection that they have opened. RFC 2645. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class OnDemandRelayTest {
  private static final String TEXT = "Subject: x\r\n\r\nbody\r\n.dot\r\n";
  private static final String LOGIN =
      "EHLO branch.test\r\nAUTH PLAIN "
          + Base64.getEncoder().encodeToString("\0user1@posthorn.test\0posthorn".getBytes(US_ASCII))
          + "\r\n";
  private static final String GREETING = "220 branch.test ready\r\n";
  private static final String EHLO = "250 branch.test\r\n";

  private final Listener listener = new Listener(Role.ODMR);

  private void waits(String... recipients) {
    waits(MemoryContent.of(TEXT), recipients);
  }

  private void waits(Content content, String... recipients) {
    Envelope envelope =
        Envelope.of(
            Address.parse("ann@posthorn.test"),
            Arrays.stream(recipients).map(each -> Address.parse(each).orElseThrow()).toList(),
            false,
            Body.SEVEN_BIT);
    Traits plain = Traits.of(MemoryContent.of(TEXT), Body.SEVEN_BIT);
    listener.house.mails.add(new OutgoingMail(envelope, content, plain, Conversion.NONE));
  }

  private static String say(MemoryLine line, String octets) {
    line.take();
    line.send(octets.getBytes(US_ASCII));
    return line.unread();
  }

  private MemoryLine turned() {
    MemoryLine line = listener.connect();
    say(line, LOGIN);
    assertThat(say(line, "ATRN\r\n")).isEqualTo("250 2.0.0 OK now reversing the connection\r\n");
    return line;
  }

  @Test
  void theHostGetsOneMailAfterTheOther() {
    waits("x@branch.test");
    waits("y@branch.test");
    MemoryLine line = turned();
    assertThat(say(line, GREETING)).isEqualTo("EHLO mx.posthorn.test\r\n");
    for (String name : new String[] {"x", "y"}) {
      String mail = "MAIL FROM:<ann@posthorn.test>\r\n";
      String first = name.equals("x") ? say(line, EHLO) : line.unread();
      assertThat(first).endsWith(mail);
      assertThat(say(line, "250 ok\r\n")).isEqualTo("RCPT TO:<" + name + "@branch.test>\r\n");
      assertThat(say(line, "250 ok\r\n")).isEqualTo("DATA\r\n");
      assertThat(say(line, "354 go\r\n")).isEqualTo("Subject: x\r\n\r\nbody\r\n..dot\r\n.\r\n");
      say(line, "250 taken\r\n");
    }
    assertThat(line.unread()).isEqualTo("QUIT\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched)
        .containsExactly("x@branch.test DELIVERED", "y@branch.test DELIVERED");
    assertThat(listener.failures).isEmpty();
  }

  @Test
  void anyCutOfTheAnswersGivesTheSame() {
    waits("x@branch.test");
    MemoryLine line = turned();
    String all = GREETING + "250-branch.test\r\n250 SIZE\r\n";
    for (byte each : all.getBytes(US_ASCII)) {
      line.send(new byte[] {each});
    }
    assertThat(line.unread()).endsWith("MAIL FROM:<ann@posthorn.test> SIZE=26\r\n");
  }

  @Test
  void whatIsRefusedDoesNotKeepTheOthersBack() {
    waits("no@branch.test");
    waits("y@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    assertThat(say(line, "550 5.1.1 who?\r\n")).isEqualTo("RSET\r\n");
    assertThat(say(line, "250 ok\r\n")).isEqualTo("MAIL FROM:<ann@posthorn.test>\r\n");
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    say(line, "354 go\r\n");
    assertThat(say(line, "451 later\r\n")).isEqualTo("QUIT\r\n");
    assertThat(listener.house.fetched)
        .containsExactly("no@branch.test FAILED", "y@branch.test DEFERRED");
  }

  @Test
  void aConnectionThatBreaksBeforeTheLastReplyHasDeliveredNothing() {
    waits("x@branch.test");
    waits("y@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    say(line, "354 go\r\n");
    line.close();
    assertThat(listener.house.fetched).containsExactly("x@branch.test DEFERRED, unanswered");
    assertThat(listener.house.mails).hasSize(1);
  }

  @Test
  void aHostThatIsNoneIsAHostFailure() {
    waits("x@branch.test");
    MemoryLine line = turned();
    assertThat(say(line, "554 no\r\n")).isEqualTo("QUIT\r\n");
    say(line, "221 bye\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched).hasSize(1).allMatch(each -> each.startsWith("host "));
  }

  @Test
  void aSilentHostIsLeft() { // RFC 5321 §4.5.3.2
    waits("x@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    line.conversation().timedOut();
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched).containsExactly("host DEFERRED 4.4.2");
  }

  @Test
  void octetsOneByOneDoNotStretchTheTimeOfAReply() {
    waits("x@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, "250-a\r\n");
    listener.pass(Duration.ofMinutes(4));
    say(line, "250-b\r\n");
    assertThat(line.closedByServer()).isFalse();
    listener.pass(Duration.ofMinutes(2));
    say(line, "250-c\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched).containsExactly("host DEFERRED 4.4.2");
  }

  @Test
  void aHostThatReadsTooSlowlyDoesNotKeepItsMailForEver() {
    String line70 = "x".repeat(68) + "\r\n";
    waits(MemoryContent.of("Subject: x\r\n\r\n" + line70.repeat(3_000)), "x@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    line.wire().room(1);
    say(line, "354 go\r\n");
    listener.pass(listener.settings.dataLimit().plusSeconds(1));
    line.conversation().woken();
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched).containsExactly("x@branch.test DEFERRED, unanswered");
  }

  @Test
  void aMessageThatCannotBeReadIsNotSentAsIfItWereWhole() {
    Content broken =
        new Content() {
          @Override
          public long id() {
            return 1;
          }

          @Override
          public long size() {
            return 26;
          }

          @Override
          public int read(long offset, ByteBuffer target) {
            throw new UncheckedIOException(new java.io.IOException("gone"));
          }
        };
    waits(broken, "x@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    assertThat(say(line, "354 go\r\n")).doesNotContain("\r\n.\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched).hasSize(1).allMatch(each -> each.contains("DEFERRED"));
    assertThat(listener.failures).hasSize(1);
  }

  private static Stream<Throwable> faults() {
    return Stream.of(
        new ContentDamaged(1, "a wrong checksum"),
        new UncheckedIOException(new java.io.IOException("gone")),
        new StackOverflowError("the test says so"));
  }

  /** With the octets that the shape of the next mail asks for, it fails. */
  private void waitsUnreadably(Throwable fault, String recipient) {
    waits(recipient);
    OutgoingMail readable = listener.house.mails.remove(0);
    listener.house.mails.add(
        new OutgoingMail(
            readable.envelope(),
            readable.content(),
            readable.traits(),
            Conversion.NONE,
            (content, start, lines) -> {
              if (fault instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) fault;
            },
            listener.service().steady().instant()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theAnswerToOneMailIsNeverTakenForTheNextThatCannotBeRead(Throwable fault) {
    waits("x@branch.test");
    OutgoingMail first = listener.house.mails.remove(0);
    waitsUnreadably(fault, "x@branch.test"); // the same recipient
    listener.house.mails.add(0, first);
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    say(line, "354 go\r\n");
    assertThat(say(line, "250 taken\r\n")).doesNotContain("MAIL FROM");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched)
        .containsExactly("x@branch.test DELIVERED", "host DEFERRED 4.4.2");
    assertThat(listener.failures).containsExactly(fault);
  }

  private MemoryLine taken() {
    waits("x@branch.test");
    waits("y@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    say(line, "354 go\r\n");
    return line;
  }

  @Test
  void theNextMailWaitsUntilTheEndOfTheOneBeforeIsWrittenDown() {
    MemoryLine line = taken();
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    listener.house.written = written;
    assertThat(say(line, "250 taken\r\n")).isEmpty();
    assertThat(line.wire().paused()).isTrue();
    listener.pass(listener.settings.dataLimit().plusSeconds(1));
    written.complete(true);
    line.settle();
    assertThat(line.unread()).isEqualTo("MAIL FROM:<ann@posthorn.test>\r\n");
    assertThat(listener.house.fetched).containsExactly("x@branch.test DELIVERED");
  }

  @Test
  void whatCannotBeWrittenDownEndsTheConnection() {
    MemoryLine line = taken();
    listener.house.written = CompletableFuture.completedFuture(false);
    assertThat(say(line, "250 taken\r\n")).isEqualTo("QUIT\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.mails).hasSize(1);
  }

  @Test
  void whoMayNoLongerLogInGetsNoFurtherMail() {
    MemoryLine line = taken();
    listener.house.standing = Optional.empty();
    listener.pass(Duration.ofMinutes(2));
    assertThat(say(line, "250 taken\r\n")).isEqualTo("QUIT\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.fetched).containsExactly("x@branch.test DELIVERED");
    assertThat(listener.house.mails).hasSize(1);
  }

  @Test
  void aLargeMessageWaitsForRoomAndLeavesTheWorkerToOthers() {
    String line70 = "x".repeat(68) + "\r\n";
    waits(MemoryContent.of("Subject: x\r\n\r\n" + line70.repeat(3_000)), "x@branch.test");
    MemoryLine line = turned();
    say(line, GREETING);
    say(line, EHLO);
    say(line, "250 ok\r\n");
    say(line, "250 ok\r\n");
    line.wire().turns(2);
    assertThat(say(line, "354 go\r\n")).hasSize(14 + 70 * 3_000 + 3).endsWith("\r\n.\r\n");
    assertThat(line.wire().passed()).isPositive();
    say(line, "250 taken\r\n");
    assertThat(listener.house.fetched).containsExactly("x@branch.test DELIVERED");
  }

  @Test
  void withoutMailOrRightsTheConnectionStaysAsItIs() {
    MemoryLine line = listener.connect();
    say(line, LOGIN);
    assertThat(say(line, "ATRN\r\n")).isEqualTo("453 4.0.0 You have no mail\r\n");
    assertThat(say(line, "ATRN branch.test,foreign.test\r\n"))
        .isEqualTo("450 4.7.1 ATRN request refused\r\n");
    assertThat(say(line, "ATRN broken.test\r\n"))
        .isEqualTo("451 4.3.0 Unable to process ATRN request now\r\n");
    assertThat(say(line, "ATRN a..b\r\n")).startsWith("501 5.5.4 ");
    assertThat(say(line, "QUIT\r\n")).startsWith("221 ");
  }

  @Test
  void nobodyFetchesWithoutLogin() {
    waits("x@branch.test");
    MemoryLine line = listener.connect();
    assertThat(say(line, "EHLO branch.test\r\n")).contains("250-AUTH ", "250 ATRN\r\n");
    assertThat(say(line, "ATRN\r\n")).isEqualTo("530 5.7.0 Authentication required\r\n");
    assertThat(listener.house.mails).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL FROM:<a@b.test>",
        "RCPT TO:<a@b.test>",
        "DATA",
        "BDAT 0 LAST",
        "VRFY x",
        "ETRN a.test"
      })
  void nothingElseIsSpokenThere(String command) { // RFC 2645 §5.4
    MemoryLine line = listener.connect();
    say(line, LOGIN);
    assertThat(say(line, command + "\r\n")).startsWith("502 5.5.1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MX", "SUBMISSION", "LMTP"})
  void elsewhereItIsNoCommand(String role) {
    Listener other = new Listener(Role.valueOf(role));
    assertThat(say(other.connect(), "ATRN\r\n")).startsWith("502 5.5.1 ");
  }
}
