package org.posthorn.smtp.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.testkit.MemoryContent;

/** Servers that want a login (RFC 4954), and those that speak LMTP (RFC 2033). */
class ClientLoginTest {
  private static final ClientLogin ANN = new ClientLogin("ann", "secret", true);

  private static ClientSession session(StartTls tls, boolean lmtp, String... recipients) {
    return session(tls, lmtp ? Optional.empty() : Optional.of(ANN), lmtp, recipients);
  }

  private static ClientSession session(
      StartTls tls, Optional<ClientLogin> login, boolean lmtp, String... recipients) {
    MemoryContent content = MemoryContent.of("Subject: x\r\n\r\nhi\r\n");
    OutgoingMail mail =
        new OutgoingMail(
            Envelope.of(
                Address.parse("ann@posthorn.example"),
                List.of(recipients).stream()
                    .map(each -> Address.parse(each).orElseThrow())
                    .toList(),
                false,
                Body.SEVEN_BIT),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            Conversion.NONE);
    return new ClientSession(new ClientSettings("mx.posthorn.example", tls, login, lmtp), mail);
  }

  private static ClientSession play(StartTls tls, String dialogue) {
    return Script.play(session(tls, false, "bob@b.test"), dialogue, 7);
  }

  private static String outcomes(ClientSession session) {
    return session.results().stream()
        .map(r -> r.recipient().localPart() + " " + r.outcome() + " " + r.status())
        .collect(Collectors.joining(", "));
  }

  @Test
  void logsInByPlainWithinTls() {
    ClientSession session =
        play(
            StartTls.REQUIRED,
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250-AUTH LOGIN
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            (TLS)
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 AUTH LOGIN PLAIN
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: 235 2.7.0 welcome
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<bob@b.test>
            S: 250 fine
            C: DATA
            S: 354 go on
            C: Subject: x
            C:
            C: hi
            C: .
            S: 250 got it
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(outcomes(session)).isEqualTo("bob DELIVERED 2.0.0");
  }

  @Test
  void aPasswordIsNeverSaidInTheClear() { // RFC 4954 §9
    ClientSession session =
        play(
            StartTls.OFFERED,
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 AUTH PLAIN LOGIN
            C: QUIT
            S: 221 bye
            (close)
            """);
    assertThat(session.hostFailure().map(RecipientResult::status)).contains("4.7.0");
    assertThat(session.hostFailure().map(RecipientResult::outcome)).contains(Outcome.DEFERRED);
  }

  @Test
  void aPasswordIsNeverSaidToAServerThatHasNotShownWhoItIs() {
    RecipientResult failure =
        failedUnderTls(
            new ClientLogin("ann", "secret", false),
            """
            S: 250 AUTH PLAIN LOGIN
            """);
    assertThat(failure.outcome() + " " + failure.status() + " " + failure.text())
        .isEqualTo(
            "DEFERRED 4.7.0 The server offers no login that is secure enough;"
                + " PLAIN would need TLS with a verified certificate");
  }

  @Test
  void aWrongPasswordPutsMailOff() {
    RecipientResult failure =
        failedUnderTls(
            ANN,
            """
            S: 250 AUTH PLAIN
            C: AUTH PLAIN AGFubgBzZWNyZXQ=
            S: 535 5.7.8 no
            """);
    assertThat(failure.outcome() + " " + failure.status() + " " + failure.text())
        .isEqualTo("DEFERRED 4.7.8 Login was refused: 535 5.7.8 no");
  }

  /** What came of a session that had TLS from the start; the dialogue goes on after EHLO. */
  private static RecipientResult failedUnderTls(ClientLogin login, String dialogue) {
    ClientSession session = session(StartTls.REQUIRED, Optional.of(login), false, "bob@b.test");
    session.securedFirst();
    String greeting = "S: 220 mx.b.test\nC: EHLO mx.posthorn.example\nS: 250-mx.b.test\n";
    Script.play(session, greeting + dialogue + "C: QUIT\nS: 221 bye\n(close)\n", 4096);
    return session.hostFailure().orElseThrow();
  }

  @Test
  void aServerThatDoesNotKnowThePasswordGetsNoMail() { // RFC 5802 §3
    ClientSession session = session(StartTls.NEVER, false, "bob@b.test");
    hear(session, "220 mx\r\n");
    said(session);
    hear(session, "250-mx\r\n250 AUTH PLAIN SCRAM-SHA-1 SCRAM-SHA-256\r\n");
    String auth = said(session);
    assertThat(auth).startsWith("AUTH SCRAM-SHA-256 ");
    String first = decoded(auth.substring("AUTH SCRAM-SHA-256 ".length()));
    assertThat(first).startsWith("n,,n=ann,r=");
    String nonce = first.substring("n,,n=ann,r=".length());
    hear(session, "334 " + encoded("r=" + nonce + "more,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
    assertThat(decoded(said(session))).startsWith("c=biws,r=" + nonce + "more,p=");
    hear(session, "334 " + encoded("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    assertThat(said(session)).isEqualTo("*");
    hear(session, "235 welcome anyway\r\n");
    assertThat(said(session)).isEqualTo("QUIT");
    assertThat(session.hostFailure().map(RecipientResult::status)).contains("4.7.0");
  }

  private static void hear(ClientSession session, String line) {
    assertThat(session.next()).isInstanceOf(ClientAction.Receive.class);
    String whole = line.endsWith("\n") ? line : line + "\r\n";
    session.received(java.nio.ByteBuffer.wrap(whole.getBytes(UTF_8)));
  }

  private static String said(ClientSession session) {
    return UTF_8.decode(((ClientAction.Send) session.next()).octets()).toString().strip();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), UTF_8);
  }

  @Test
  void lmtpHasAReplyForEachRecipient() { // RFC 2033 §4.2
    ClientSession session =
        Script.play(
            session(StartTls.NEVER, true, "bob@b.test", "eve@b.test", "kim@b.test"),
            """
            S: 220 store.b.test
            C: LHLO mx.posthorn.example
            S: 250-store.b.test
            S: 250 PIPELINING
            C: MAIL FROM:<ann@posthorn.example>
            C: RCPT TO:<bob@b.test>
            C: RCPT TO:<eve@b.test>
            C: RCPT TO:<kim@b.test>
            C: DATA
            S: 250 fine
            S: 250 fine
            S: 550 5.1.1 no eve
            S: 250 fine
            S: 354 go on
            C: Subject: x
            C:
            C: hi
            C: .
            S: 452 4.2.2 bob is full
            S: 250 kim has it
            C: QUIT
            S: 221 bye
            (close)
            """,
            5);
    assertThat(outcomes(session))
        .isEqualTo("eve FAILED 5.1.1, bob DEFERRED 4.2.2, kim DELIVERED 2.0.0");
  }

  @Test
  void whatLmtpHasSaidIsBelievedWhenTheConnectionEnds() {
    ClientSession session =
        Script.play(
            session(StartTls.NEVER, true, "bob@b.test", "kim@b.test"),
            """
            S: 220 store.b.test
            C: LHLO mx.posthorn.example
            S: 250 store.b.test
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<bob@b.test>
            S: 250 fine
            C: RCPT TO:<kim@b.test>
            S: 250 fine
            C: DATA
            S: 354 go on
            C: Subject: x
            C:
            C: hi
            C: .
            S: 250 bob has it
            (lost)
            (close)
            """,
            4096);
    assertThat(outcomes(session)).isEqualTo("bob DELIVERED 2.0.0, kim DEFERRED 4.4.2");
  }
}
