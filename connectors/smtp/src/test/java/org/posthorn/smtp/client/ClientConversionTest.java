package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.smtp.client.ClientSessions.mail;
import static org.posthorn.smtp.client.ClientSessions.outcomes;
import static org.posthorn.smtp.client.ClientSessions.play;
import static org.posthorn.smtp.client.ClientSessions.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.testkit.MemoryContent;

/** Bodies that a peer does not take as they are. RFC 3030 §3, RFC 6152 §3. */
class ClientConversionTest {
  private static final String BINARY = "Subject: x\r\n\r\na\nb";
  private static final String GREETING =
      """
      S: 220 mx.b.test
      C: EHLO mx.posthorn.example
      S: 250-mx.b.test
      S: 250-8BITMIME
      """;

  /** As if a conversion made this of the message, and nothing for other targets. */
  private static Conversion only(Body target, String message) {
    return body -> Optional.<Content>of(MemoryContent.of(message)).filter(any -> body == target);
  }

  @Test
  void binaryMailGoesAsItIsWhereThatIsTaken() { // RFC 3030 §3
    ClientSession session =
        play(
            mail(BINARY, false, Body.BINARY, Conversion.NONE, "a@b.test", "b@b.test"),
            GREETING
                + """
                S: 250-PIPELINING
                S: 250-CHUNKING
                S: 250 BINARYMIME
                C: MAIL FROM:<ann@posthorn.example> BODY=BINARYMIME
                C: RCPT TO:<a@b.test>
                C: RCPT TO:<b@b.test>
                S: 250 fine
                S: 250 fine
                S: 550 5.1.1 no
                C: BDAT 17 LAST
                """);
    ClientAction content = session.next();
    assertThat(content).isInstanceOf(ClientAction.SendContent.class);
    assertThat(Script.read(((ClientAction.SendContent) content).content(), 16)).isEqualTo(BINARY);
    assertThat(session.next()) // RFC 5321 §4.5.3.2.6
        .isEqualTo(new ClientAction.Receive(Duration.ofMinutes(10), false));
    Script.play(session, "S: 250 2.6.0 got it\nC: QUIT\n", 4096);
    assertThat(outcomes(session)).isEqualTo("a DELIVERED 2.6.0, b FAILED 5.1.1");
  }

  @Test
  void noChunkIsSentToNobody() { // RFC 3030 §2
    for (String pipelining : List.of("", "S: 250-PIPELINING\n")) {
      ClientSession session =
          session(mail(BINARY, false, Body.BINARY, Conversion.NONE, "a@b.test"));
      Script.play(
          session,
          GREETING
              + pipelining
              + """
              S: 250-CHUNKING
              S: 250 BINARYMIME
              C: MAIL FROM:<ann@posthorn.example> BODY=BINARYMIME
              """
              + (pipelining.isEmpty()
                  ? "S: 250 fine\nC: RCPT TO:<a@b.test>\n"
                  : "C: RCPT TO:<a@b.test>\nS: 250 fine\n")
              + "S: 550 5.1.1 no\nC: QUIT\n",
          4096);
      assertThat(outcomes(session)).isEqualTo("a FAILED 5.1.1");
    }
  }

  @Test
  void binaryMailIsConvertedForTheOthers() {
    String lines = "Subject: x\r\n\r\nYQpi\r\n";
    play(
        mail(BINARY, false, Body.BINARY, only(Body.EIGHT_BIT, lines), "a@b.test"),
        GREETING
            + """
            S: 250-SIZE
            S: 250 BINARYMIME
            C: MAIL FROM:<ann@posthorn.example> SIZE=20
            S: 250 fine
            C: RCPT TO:<a@b.test>
            S: 250 fine
            C: DATA
            S: 354 go on
            C: Subject: x
            C:
            C: YQpi
            C: .
            """);
    ClientSession refused =
        play(
            mail(BINARY, false, Body.BINARY, only(Body.SEVEN_BIT, lines), "a@b.test", "b@b.test"),
            GREETING + "S: 250 CHUNKING\nC: QUIT\n");
    assertThat(outcomes(refused)).isEqualTo("a FAILED 5.6.3, b FAILED 5.6.3");
  }

  @Test
  void whatIsBinaryByNameOnlyGoesInLines() {
    play(
        mail("Subject: x\r\n\r\n\u00e4\r\n", false, Body.BINARY, Conversion.NONE, "a@b.test"),
        GREETING + "S: 250 SIZE\nC: MAIL FROM:<ann@posthorn.example> SIZE=18 BODY=8BITMIME\n");
  }

  @Test
  void eightBitsAreConvertedWhereTheyAreNotTaken() { // RFC 6152 §3
    String message = "Subject: x\r\n\r\n\u00e4\r\n";
    String old =
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250 mx.b.test
        C: MAIL FROM:<ann@posthorn.example>
        S: 250 fine
        C: RCPT TO:<a@b.test>
        S: 250 fine
        C: DATA
        S: 354 go on
        C: Subject: x
        C:
        """;
    Conversion conversion = only(Body.SEVEN_BIT, "Subject: x\r\n\r\nw6QK\r\n");
    play(mail(message, false, Body.EIGHT_BIT, conversion, "a@b.test"), old + "C: w6QK\nC: .\n");
    play( // signed: better in eight bits than not at all
        mail(message, false, Body.EIGHT_BIT, Conversion.NONE, "a@b.test"),
        old + "C: \u00c3\u00a4\nC: .\n");
  }
}
