package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.Networks;
import org.posthorn.smtp.session.QueueStart.Outcome;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.smtp.session.SmtpSettings.TrustedClients;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.MemoryLine;

/** ETRN. RFC 1985. */
@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class QueueStarterTest {
  private static final String HELLO = "EHLO a.test\r\n";

  private final Listener listener = new Listener(Role.MX);

  private String answers(String octets) {
    MemoryLine line = listener.connect();
    line.send(octets.getBytes(US_ASCII));
    return line.unread();
  }

  private void allow(String networks) {
    listener.settings =
        listener.settings.withTrusted(
            new TrustedClients(Networks.NONE, Networks.NONE, Networks.parse(networks)));
  }

  @Test
  void itIsOffUnlessConfigured() {
    assertThat(answers(HELLO + "ETRN a.test\r\n"))
        .doesNotContain("250-ETRN")
        .contains("502 5.5.1 ");
    assertThat(listener.house.queues).isEmpty();
  }

  @Test
  void onlyThoseMayWhoAreNamed() {
    allow("192.0.2.99");
    assertThat(answers(HELLO + "ETRN a.test\r\n"))
        .doesNotContain("250-ETRN")
        .contains("459 4.7.1 Node a.test not allowed");
    allow(FakeWire.anyPeer().address());
    assertThat(answers(HELLO + "ETRN a.test\r\n")).contains("250-ETRN\r\n", "251 2.0.0 OK");
    assertThat(listener.house.queues).containsExactly("a.test");
  }

  @Test
  void aServerBeforeUsDoesNotLendItsRight() {
    Networks here = Networks.parse(FakeWire.anyPeer().address());
    listener.settings =
        listener.settings.withTrusted(new TrustedClients(here, Networks.NONE, here));
    assertThat(answers("XCLIENT ADDR=192.0.2.9\r\n" + HELLO + "ETRN a.test\r\n"))
        .doesNotContain("250-ETRN")
        .contains("459 4.7.1 ");
  }

  @ParameterizedTest
  @CsvSource({
    "UNDER_WAY,'250 2.0.0 OK, queuing for node @a.test started'",
    "NOTHING,'251 2.0.0 OK, no messages waiting for node @a.test'",
    "MANY,'252 2.0.0 OK, pending messages for node @a.test started'",
    "COUNTED,'253 2.0.0 OK, 7 pending messages for node @a.test'",
    "NOT_NOW,'458 4.3.0 Unable to queue messages for node @a.test'",
    "UNKNOWN,'459 4.7.1 Node @a.test not allowed'"
  })
  void eachOutcomeHasItsReply(Outcome outcome, String reply) { // RFC 1985 §5.3
    allow(FakeWire.anyPeer().address());
    listener.house.queue = () -> new QueueStart(outcome, 7);
    assertThat(answers(HELLO + "ETRN @a.test\r\n")).contains(reply);
  }

  @Test
  void aFailureIsATemporaryRefusalAndTheSessionGoesOn() {
    allow(FakeWire.anyPeer().address());
    listener.house.queue =
        () -> {
          throw new IllegalStateException("no database");
        };
    assertThat(answers(HELLO + "ETRN a.test\r\nNOOP\r\n")).contains("458 4.3.0 ", "250 2.0.0 OK");
    assertThat(listener.failures).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ETRN",
        "ETRN ",
        "ETRN @",
        "ETRN #",
        "ETRN a b",
        "ETRN a..b",
        "ETRN #a/b",
        "ETRN -"
      })
  void whatIsNoNodeIsRefused(String command) {
    allow(FakeWire.anyPeer().address());
    assertThat(answers(HELLO + command + "\r\n")).contains("501 5.5.4 ");
    assertThat(listener.house.queues).isEmpty();
  }

  @Test
  void itIsNoPartOfATransaction() {
    allow(FakeWire.anyPeer().address());
    assertThat(answers("ETRN a.test\r\n" + HELLO + "MAIL FROM:<>\r\nETRN a.test\r\n"))
        .contains("503 5.5.1 Send EHLO", "503 5.5.1 Not within a transaction");
  }

  @Test
  void usersSubmitMailAndStartNoQueue() { // RFC 6409 §7
    Listener submission = new Listener(Role.SUBMISSION);
    Networks here = Networks.parse(FakeWire.anyPeer().address());
    submission.settings =
        submission.settings.withTrusted(new TrustedClients(Networks.NONE, Networks.NONE, here));
    MemoryLine line = submission.connect();
    line.send((HELLO + "ETRN a.test\r\n").getBytes(US_ASCII));
    assertThat(line.unread()).doesNotContain("250-ETRN").contains("502 5.5.1 ");
  }
}
