package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.smtp.client.ClientSessions.mail;
import static org.posthorn.smtp.client.ClientSessions.outcomes;
import static org.posthorn.smtp.client.ClientSessions.play;
import static org.posthorn.smtp.client.ClientSessions.session;
import static org.posthorn.smtp.client.RecipientResult.Outcome.DEFERRED;
import static org.posthorn.smtp.client.RecipientResult.Outcome.DELIVERED;
import static org.posthorn.smtp.client.RecipientResult.Outcome.FAILED;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.testkit.MemoryContent;

class ClientSessionTest {
  private static final String MESSAGE = "Subject: hello\r\n\r\n.dot\r\nbye\r\n";

  @Test
  void deliversWithNothingButHelo() {
    ClientSession session =
        play(
            mail(MESSAGE, false, "bob@b.test"),
            """
            S: 220 mx.b.test at your service
            C: EHLO mx.posthorn.example
            S: 502 what?
            C: HELO mx.posthorn.example
            S: 250 mx.b.test
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<bob@b.test>
            S: 250 fine
            C: DATA
            S: 354 go on
            C: Subject: hello
            C:
            C: ..dot
            C: bye
            C: .
            S: 250 got it as 4711
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(session.results())
        .containsExactly(
            new RecipientResult(
                Address.parse("bob@b.test").orElseThrow(),
                DELIVERED,
                250,
                "2.0.0",
                "250 got it as 4711"));
    assertThat(session.remaining()).isEmpty();
    assertThat(session.hostFailure()).isEmpty();
  }

  @Test
  void sendsAllAheadUnderTlsAndReportsEachRecipient() { // RFC 2920 §3.1, RFC 3207 §4.2
    ClientSession session =
        play(
            mail("Subject: x\r\n\r\n\u00e4\r\n", false, "a@b.test", "b@b.test", "c@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250-PIPELINING
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 2.0.0 go ahead
            (TLS)
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250-PIPELINING
            S: 250-SIZE 1000000
            S: 250-STARTTLS
            S: 250-SMTPUTF8
            S: 250 8BITMIME
            C: MAIL FROM:<ann@posthorn.example> SIZE=18 BODY=8BITMIME
            C: RCPT TO:<a@b.test>
            C: RCPT TO:<b@b.test>
            C: RCPT TO:<c@b.test>
            C: DATA
            S: 250 2.1.0 fine
            S: 250 2.1.5 fine
            S: 550 5.1.1 no such user
            S: 450 4.2.1 busy
            S: 354 go on
            C: Subject: x
            C:
            C: \u00c3\u00a4
            C: .
            S: 250 2.6.0 queued
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(outcomes(session)).isEqualTo("a DELIVERED 2.6.0, b FAILED 5.1.1, c DEFERRED 4.2.1");
    assertThat(session.secure()).isTrue();
  }

  @Test
  void dataIsEndedAtOnceWhenNobodyIsToGetIt() { // RFC 2920 §3.1
    ClientSession session =
        play(
            mail(MESSAGE, false, "a@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 PIPELINING
            C: MAIL FROM:<ann@posthorn.example>
            C: RCPT TO:<a@b.test>
            C: DATA
            S: 250 fine
            S: 550 5.7.1 no
            S: 354 go on
            C: .
            S: 554 nobody
            C: QUIT
            (lost)
            (close)
            """);
    assertThat(outcomes(session)).isEqualTo("a FAILED 5.7.1");
  }

  @Test
  void tooManyRecipientsGetAnotherTransactionAtOnce() { // RFC 5321 §4.5.3.1.10
    ClientSession session =
        play(
            mail("x\r\n", false, "a@b.test", "b@b.test", "c@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250 mx.b.test
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<a@b.test>
            S: 250 fine
            C: RCPT TO:<b@b.test>
            S: 552 too many
            C: DATA
            S: 354 go on
            C: x
            C: .
            S: 250 done
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<b@b.test>
            S: 452 4.5.3 still too many
            C: RCPT TO:<c@b.test>
            S: 550 5.1.1 unknown
            C: QUIT
            """);
    assertThat(outcomes(session)).isEqualTo("a DELIVERED 2.0.0, b DEFERRED 4.5.3, c FAILED 5.1.1");
  }

  @Test
  void limitsOfTheServerAreKept() { // RFC 9422 §4
    ClientSession session =
        play(
            mail("x\r\n", false, "a@b.test", "b@b.test", "c@b.test", "d@b.test", "e@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250-PIPELINING
            S: 250 LIMITS RCPTMAX=2 MAILMAX=2
            C: MAIL FROM:<ann@posthorn.example>
            C: RCPT TO:<a@b.test>
            C: RCPT TO:<b@b.test>
            C: DATA
            S: 250 fine
            S: 250 fine
            S: 250 fine
            S: 354 go on
            C: x
            C: .
            S: 250 done
            C: MAIL FROM:<ann@posthorn.example>
            C: RCPT TO:<c@b.test>
            C: RCPT TO:<d@b.test>
            C: DATA
            S: 250 fine
            S: 250 fine
            S: 250 fine
            S: 451 4.3.0 disk
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(outcomes(session))
        .isEqualTo("a DELIVERED 2.0.0, b DELIVERED 2.0.0, c DEFERRED 4.3.0, d DEFERRED 4.3.0");
    assertThat(session.remaining()).extracting(Address::localPart).containsExactly("e");
  }

  @Test
  void aHundredRecipientsAreTheMostWithoutWord() { // RFC 5321 §4.5.3.1.8
    String[] many =
        IntStream.range(0, 101).mapToObj(i -> "u" + i + "@b.test").toArray(String[]::new);
    ClientSession session = session(mail("x\r\n", false, many));
    Script.play(
        session,
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250-mx.b.test
        S: 250 PIPELINING
        """,
        4096);
    String commands =
        StandardCharsets.US_ASCII.decode(((ClientAction.Send) session.next()).octets()).toString();
    assertThat(commands.lines().filter(line -> line.startsWith("RCPT"))).hasSize(100);
  }

  @Test
  void closingAnywhereKeepsWhatIsKnown() { // RFC 5321 §3.8
    ClientSession session =
        play(
            mail("x\r\n", false, "a@b.test", "b@b.test", "c@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250 mx.b.test
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<a@b.test>
            S: 550 5.1.1 unknown
            C: RCPT TO:<b@b.test>
            S: 421 4.3.2 going down
            (close)
            """);
    assertThat(outcomes(session)).isEqualTo("a FAILED 5.1.1, b DEFERRED 4.3.2, c DEFERRED 4.3.2");
    assertThat(session.hostFailure()).isEmpty();
  }

  @Test
  void aHostThatTakesNothingLeavesItToTheNext() {
    ClientSession closing =
        play(mail("x\r\n", false, "a@b.test"), "S: 421 4.7.0 too many connections\n(close)");
    assertThat(closing.results()).isEmpty();
    assertThat(closing.hostFailure()).get().extracting(RecipientResult::status).isEqualTo("4.7.0");
    assertThat(closing.remaining()).hasSize(1);

    ClientSession refusing =
        play(
            mail("x\r\n", false, "a@b.test"),
            """
            S: 554 no mail here
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(refusing.hostFailure()).get().extracting(RecipientResult::outcome).isEqualTo(FAILED);

    ClientSession lost = play(mail("x\r\n", false, "a@b.test"), "(lost)\n(close)");
    assertThat(lost.hostFailure())
        .get()
        .extracting(RecipientResult::outcome, RecipientResult::status)
        .containsExactly(DEFERRED, "4.4.2");
  }

  @Test
  void aConnectionLostAfterTheContentIsTriedAgain() { // RFC 1047: rather twice than never
    ClientSession session =
        play(
            mail("x\r\n", false, "a@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250 mx.b.test
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<a@b.test>
            S: 251 forwards
            C: DATA
            S: 354 go on
            C: x
            C: .
            (lost)
            (close)
            """);
    assertThat(outcomes(session)).isEqualTo("a DEFERRED 4.4.2");
  }

  @Test
  void octetsBehindTheStartTlsReplyEndTheConnection() {
    ClientSession session =
        Script.play(
            session(mail("x\r\n", false, "a@b.test")),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go ahead
            S: 250 injected
            (close)
            """,
            4096);
    assertThat(session.hostFailure())
        .get()
        .extracting(RecipientResult::outcome)
        .isEqualTo(DEFERRED);
  }

  @Test
  void aRefusedStartTlsGoesOnInPlain() { // RFC 3207 §4.1
    play(
        mail("x\r\n", false, "a@b.test"),
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250-mx.b.test
        S: 250 STARTTLS
        C: STARTTLS
        S: 454 TLS not available
        C: MAIL FROM:<ann@posthorn.example>
        """);
  }

  @Test
  void ourOwnNameIsALoop() {
    ClientSession session =
        play(
            mail("x\r\n", false, "a@b.test"),
            """
            S: 220 MX.posthorn.example ESMTP
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(session.hostFailure())
        .get()
        .extracting(RecipientResult::outcome, RecipientResult::status)
        .containsExactly(FAILED, "5.4.6");
  }

  @Test
  void internationalMailNeedsAServerThatTakesIt() { // RFC 6531 §3.4
    String greeting =
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250-mx.b.test
        """;
    ClientSession old =
        play(
            mail("x\r\n", true, "j\u00f6rg@b\u00fccher.test", "bob@b\u00fccher.test"),
            greeting
                + """
                S: 250 8BITMIME
                C: MAIL FROM:<ann@posthorn.example>
                S: 250 fine
                C: RCPT TO:<bob@xn--bcher-kva.test>
                """);
    assertThat(outcomes(old)).isEqualTo("j\u00f6rg FAILED 5.6.7");
    play(
        mail("x\r\n", true, "j\u00f6rg@b\u00fccher.test"),
        greeting
            + """
            S: 250 SMTPUTF8
            C: MAIL FROM:<ann@posthorn.example> SMTPUTF8
            S: 250 fine
            C: RCPT TO:<j\u00f6rg@xn--bcher-kva.test>
            """);
    ClientSession header =
        play(
            mail("Subject: \u00e4\r\n\r\n", true, "bob@b.test"),
            greeting + "S: 250 8BITMIME\nC: QUIT\n");
    assertThat(outcomes(header)).isEqualTo("bob FAILED 5.6.7");
  }

  @Test
  void aTooLargeMessageIsNotOffered() { // RFC 1870 §6.1
    ClientSession session =
        play(
            mail(MESSAGE, false, "a@b.test"),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 SIZE 10
            C: QUIT
            """);
    assertThat(outcomes(session)).isEqualTo("a FAILED 5.3.4");
  }

  @Test
  void theTimeOfAReplyGoesOnWhileItComes() { // RFC 5321 §4.5.3.2
    ClientSession session = session(mail("x\r\n", false, "a@b.test"));
    Duration five = Duration.ofMinutes(5);
    assertThat(session.next()).isEqualTo(new ClientAction.Receive(five, false));
    session.received(StandardCharsets.US_ASCII.encode("220-mx.b.test\r\n22"));
    assertThat(session.next()).isEqualTo(new ClientAction.Receive(five, true));
    session.received(StandardCharsets.US_ASCII.encode("0 mx.b.test\r\n"));
    assertThat(session.next()).isInstanceOf(ClientAction.Send.class);
    assertThat(session.next()).isEqualTo(new ClientAction.Receive(five, false));
    Script.play(
        session,
        """
        S: 250 mx.b.test
        C: MAIL FROM:<ann@posthorn.example>
        S: 250 fine
        C: RCPT TO:<a@b.test>
        S: 250 fine
        C: DATA
        """,
        4096);
    assertThat(session.next()).isEqualTo(new ClientAction.Receive(Duration.ofMinutes(2), false));
  }

  @Test
  void addressesCannotSmuggleCommands() {
    MemoryContent content = MemoryContent.of("x\r\n");
    OutgoingMail mail =
        new OutgoingMail(
            Envelope.of(
                Optional.empty(),
                List.of(new Address("a>\r\nRCPT TO:<b", "b.test"), new Address("a", "b.test\r\n")),
                false,
                Body.SEVEN_BIT),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            Conversion.NONE);
    ClientSession session =
        play(
            mail,
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250 mx.b.test
            C: QUIT
            """);
    assertThat(session.results())
        .extracting(RecipientResult::status)
        .containsExactly("5.1.3", "5.1.3");
  }

  @Test
  void signaturesStandBeforeTheMessageAndCountInItsSize() {
    String text = "Return-Path:\r\n <ann@posthorn.example>\r\nSubject: y\r\n\r\n";
    OutgoingMail plain = mail(text, false, "a@b.test");
    play(
        new OutgoingMail(
            plain.envelope(),
            plain.content(),
            plain.traits(),
            Conversion.NONE,
            (content, start, lines) -> "Signed: " + lines + " " + start + "\r\n"),
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250-mx.b.test
        S: 250 SIZE
        C: MAIL FROM:<ann@posthorn.example> SIZE=31
        S: 250 fine
        C: RCPT TO:<a@b.test>
        S: 250 fine
        C: DATA
        S: 354 go on
        C: Signed: true 39
        C: Subject: y
        C:
        C: .
        """);
  }

  @Test
  void theStoresReturnPathStaysHere() { // RFC 5321 §4.4
    play(
        mail("Return-Path:\r\n <ann@posthorn.example>\r\nSubject: y\r\n\r\n", false, "a@b.test"),
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250-mx.b.test
        S: 250 SIZE
        C: MAIL FROM:<ann@posthorn.example> SIZE=14
        S: 250 fine
        C: RCPT TO:<a@b.test>
        S: 250 fine
        C: DATA
        S: 354 go on
        C: Subject: y
        C:
        C: .
        """);
  }

  @Test
  void theAnswerToRsetKeepsNobodyWaitingForLong() {
    ClientSettings kept =
        new ClientSettings("mx.posthorn.test", StartTls.NEVER, Optional.empty(), false, true);
    ClientSession session = new ClientSession(kept, mail("x\r\n", false, "a@b.test"));
    for (String reply : List.of("220 b.test", "250 b.test", "250 ok", "550 5.1.1 who?")) {
      session.received(StandardCharsets.US_ASCII.encode(reply + "\r\n"));
    }
    ClientAction action = session.next();
    while (action instanceof ClientAction.Send) {
      action = session.next();
    }
    assertThat(action).isEqualTo(new ClientAction.Receive(Duration.ofSeconds(30), false));
    session.disconnected("Nothing came");
    assertThat(session.results()).hasSize(1).allMatch(each -> each.outcome() == FAILED);
  }
}
