package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemoryLine;

/** Who guesses passwords or sends junk is slowed, and holds no worker. */
class SlowModeTest {
  private static final String WRONG = "AUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAd3Jvbmc=\r\n";
  private static final String RIGHT = "AUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAcG9zdGhvcm4=\r\n";
  private static final String DENIED = "535 5.7.8 Authentication failed\r\n";
  private static final String JUNK_MAIL =
      """
      MAIL FROM:<eve@client.example>
      RCPT TO:<junk@posthorn.test>
      DATA
      Subject: x

      .
      """
          .replace("\n", "\r\n");

  private final List<CompletableFuture<?>> seconds = new ArrayList<>();

  private MemoryLine line = new Listener(Role.MX).connect(seconds);

  private void connect(Listener listener) {
    line = listener.connect(seconds);
    say("EHLO client.example\r\n");
    line.take();
    assertThat(seconds).isEmpty();
  }

  private void say(String octets) {
    line.send(octets.getBytes(UTF_8));
  }

  private void secondsPass(int count) {
    for (int i = 0; i < count && !seconds.isEmpty(); i++) {
      seconds.remove(0).complete(null);
      line.settle();
    }
  }

  private String heard() {
    return new String(line.take(), UTF_8);
  }

  private void guessThrice() {
    connect(new Listener(Role.SUBMISSION));
    say(WRONG + WRONG);
    assertThat(line.unread()).isEqualTo(DENIED + DENIED);
    line.take();
    say(WRONG);
  }

  @Test
  void fromTheThirdWrongPasswordOnAnswersComeInPieces() {
    guessThrice();
    String said = heard();
    assertThat(said).isEqualTo("5");
    for (int i = 1; i < 25; i++) {
      secondsPass(1);
      String next = heard();
      assertThat(next).hasSize(1);
      said += next;
    }
    secondsPass(1); // clients wait for half a minute and no longer
    said += heard();
    assertThat(said)
        .matches("535 5\\.7\\.8 \\(\\S+\\) Authentication failed\r\n|535 .*failed.*\r\n");
    assertThat(seconds).isEmpty();
  }

  @Test
  void aSecondPassesBeforeEachReading() {
    guessThrice();
    secondsPass(30);
    heard();
    say("NOOP\r\n");
    assertThat(heard()).isEmpty();
    assertThat(seconds).hasSize(1);
    secondsPass(1);
    assertThat(heard()).isEqualTo("2");
    say("NOOP\r\n"); // is read when that is said
    secondsPass(14);
    assertThat(heard()).isEqualTo("50 2.0.0 OK\r\n2");
  }

  @Test
  void theRightPasswordEndsIt() {
    guessThrice();
    secondsPass(30);
    heard();
    say(RIGHT);
    secondsPass(1);
    assertThat(heard()).isEqualTo("235 2.7.0 Authentication successful\r\n");
    say("NOOP\r\n");
    assertThat(heard()).isEqualTo("250 2.0.0 OK\r\n");
    assertThat(seconds).isEmpty();
  }

  @Test
  void theLastWordsAreSaidAtOnce() {
    guessThrice();
    secondsPass(30);
    heard();
    say("QUIT\r\n");
    secondsPass(1);
    assertThat(heard()).isEqualTo("221 2.0.0 Goodbye\r\n");
    assertThat(line.closedByServer()).isTrue();
    guessThrice();
    heard();
    line.conversation().stopping();
    line.settle();
    assertThat(heard()).startsWith("35 5.7.8 ").contains("\r\n421 4.3.2 ");
    assertThat(line.closedByServer()).isTrue();
  }

  @Test
  void whoSendsJunkIsSlowedAndWhoseMailFailsIsNot() {
    connect(new Listener(Role.MX));
    say(JUNK_MAIL.replace("junk@", "later@"));
    say("NOOP\r\n");
    assertThat(heard()).endsWith("250 2.0.0 OK\r\n");
    say(JUNK_MAIL + "NOOP\r\n");
    assertThat(heard()).endsWith("354 End with <CRLF>.<CRLF>\r\n4");
    secondsPass(25 + 1);
    assertThat(heard()).startsWith("51 4.3.0 ").endsWith("\r\n2");
  }

  @Test
  void checksOfASlowedClientsMailAreWaitedForAfterThat() {
    Listener listener = new Listener(Role.MX);
    connect(listener);
    say(JUNK_MAIL);
    secondsPass(30);
    heard();
    listener.house.examination = new CompletableFuture<>();
    say(JUNK_MAIL.replace("junk@", "user1@"));
    secondsPass(100);
    assertThat(heard()).endsWith("354 End with <CRLF>.<CRLF>\r\n");
    assertThat(seconds).isEmpty();
    listener.house.examination.complete(Examination.NONE);
    line.settle();
    assertThat(heard()).startsWith("250 2.0.0 ");
  }

  @Test
  void mailThatIsTakenIsAnsweredAtOnceAndEndsIt() {
    connect(new Listener(Role.MX));
    say(JUNK_MAIL);
    secondsPass(30);
    heard();
    say(JUNK_MAIL.replace("junk@", "user1@"));
    secondsPass(100);
    assertThat(heard()).endsWith("\r\n250 2.0.0 Message accepted\r\n");
    say("NOOP\r\n");
    assertThat(heard()).isEqualTo("250 2.0.0 OK\r\n");
    say(JUNK_MAIL.replace("junk@", "later@"));
    assertThat(seconds).as("nobody's judgement").isEmpty();
    heard();
    say(JUNK_MAIL);
    assertThat(heard()).endsWith("\r\n4");
  }

  @Test
  void mailThatLooksUnwantedMayBeToldSo() {
    new Listener(Role.MX)
        .verify(
            """
            S: 220 ${host} ESMTP Posthorn
            C: HELO client.example
            S: 250 ${host}
            C: MAIL FROM:<ann@client.example>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<user1@posthorn.test>
            S: 250 2.1.5 Recipient OK
            C: RCPT TO:<doubtful@posthorn.test>
            S: 250 2.1.5 Recipient OK
            C: DATA
            S: 354 End with <CRLF>.<CRLF>
            C: .
            S: 250 2.7.0 Message accepted, but it looks unwanted
            """);
  }
}
