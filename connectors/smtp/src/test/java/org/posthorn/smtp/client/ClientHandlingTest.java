package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.ValidSince;
import org.posthorn.testkit.MemoryContent;

/** What a peer is told of how the sender wants a message to be handled. */
class ClientHandlingTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:47:07Z");
  private static final Recipient BOB = Recipient.of(new Address("bob", "b.test"));

  private static ClientSession session(Handling handling, Recipient to) {
    MemoryContent content = MemoryContent.of("Subject: hello\r\n\r\nbye\r\n");
    OutgoingMail mail =
        new OutgoingMail(
            new Envelope(
                Address.parse("ann@posthorn.example"),
                List.of(to),
                MailOptions.NONE.with(handling)),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            Conversion.NONE,
            ContentSigner.NONE,
            NOW);
    return new ClientSession(new ClientSettings("mx.posthorn.example", StartTls.OFFERED), mail);
  }

  private static Handling by(int seconds, boolean orReturned, boolean traced) {
    return new Handling(
        Optional.empty(),
        Optional.of(new Deadline(NOW.plusSeconds(seconds), orReturned, traced)),
        3,
        "com.example:ADV",
        Map.of());
  }

  private static final String REST =
      """
      S: 250 fine
      C: DATA
      S: 354 go
      C: Subject: hello
      C:
      C: bye
      C: .
      S: 250 fine
      C: QUIT
      """;

  @Test
  void
      whatThePeerKnowsIsPassedOn() { // RFC 2852 §4.1.4, RFC 6710 §4.2, RFC 3865 §2.4, RFC 7293 §3.1
    Recipient since = BOB.with(new ValidSince(Instant.parse("2014-04-03T23:01:00Z"), true));
    ClientSession session =
        Script.play(
            session(by(90, true, false), since),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250-DELIVERBY 60
            S: 250-MT-PRIORITY
            S: 250-NO-SOLICITING
            S: 250-DSN
            S: 250 RRVS
            C: MAIL FROM:<ann@posthorn.example> BY=90;R MT-PRIORITY=3 SOLICIT=com.example:ADV
            S: 250 fine
            C: RCPT TO:<bob@b.test> RRVS=2014-04-03T23:01:00Z;R
            """
                + REST,
            4096);
    assertThat(session.results()).hasSize(1).allMatch(RecipientResult::reported);
  }

  @Test
  void aPeerWithoutPrioritiesGetsTheField() { // RFC 6758 §4
    ClientSession session =
        Script.play(
            session(by(-5, false, false), BOB),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 DSN
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<bob@b.test>
            """
                + REST.replace("C: Subject", "C: MT-Priority: 3\nC: Subject"),
            4096);
    assertThat(session.results()).noneMatch(RecipientResult::reported); // nobody minds the time now
  }

  @Test
  void tracedMailIsReportedHere() { // RFC 2852 §4.1.4
    ClientSession session =
        Script.play(
            session(by(90, false, true), BOB),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250-MT-PRIORITY
            S: 250-DELIVERBY
            S: 250 DSN
            C: MAIL FROM:<ann@posthorn.example> BY=90;NT MT-PRIORITY=3
            S: 250 fine
            C: RCPT TO:<bob@b.test>
            """
                + REST,
            4096);
    assertThat(session.results()).noneMatch(RecipientResult::reported);
  }

  @Test
  void whatThePeerCannotKeepIsNotSent() {
    assertThat(refused("250 mx.b.test", by(90, true, false), BOB)).isEqualTo("5.3.3");
    assertThat(refused("250-mx.b.test\nS: 250 DELIVERBY 120", by(90, true, false), BOB))
        .isEqualTo("5.4.7");
    Recipient since = BOB.with(new ValidSince(NOW, true));
    assertThat(refused("250 mx.b.test", Handling.NONE, since)).isEqualTo("5.7.19");
  }

  private static String refused(String offers, Handling handling, Recipient to) {
    ClientSession session =
        Script.play(
            session(handling, to),
            "S: 220 mx.b.test\nC: EHLO mx.posthorn.example\nS: " + offers + "\nC: QUIT\n",
            4096);
    return session.results().get(0).status();
  }
}
