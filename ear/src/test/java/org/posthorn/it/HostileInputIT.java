package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.it.ImapTalk.Answer;

/** Bad input gets a clear error in the protocol's terms, and the server goes on for the others. */
class HostileInputIT {
  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .option("-XX:+ExitOnOutOfMemoryError")
          .with("posthorn.workers", "16")
          .with("posthorn.http.metrics", "false")
          .with("posthorn.http.openapi", "false");

  private static final AtomicInteger WORDS = new AtomicInteger();

  private final String word = "hostile" + WORDS.incrementAndGet();
  private ImapTalk bystander;

  @BeforeEach
  void openBystander() throws Exception {
    bystander = ImapTalk.user(SERVER.port("imap"), USER);
  }

  /** Somebody who was there before, and somebody new, are served. */
  @AfterEach
  void serverLivesOn() throws Exception {
    bystander.say("STATUS INBOX (MESSAGES)").ok();
    bystander.close();
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"));
        ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      expect(
          "250", smtp.mail("ann@client.example", USER, "Subject: after" + word + "\r\n\r\n\r\n"));
      imap.await("after" + word);
    }
  }

  @Test
  void longSmtpLineIsTooLong() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      assertThat(smtp.say("NOOP " + "x".repeat(100_000))).startsWith("500 5.5.2");
    } catch (EOFException alsoFine) {
      assertThat(alsoFine).hasMessageContaining("closed");
    }
  }

  @Test
  void longImapLineIsBad() throws Exception {
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imap")))) {
      imap.wire.send("a NOOP " + "x".repeat(100_000) + "\r\n");
      assertThat(imap.response()).matches("(a|\\*) (BAD|BYE) .*");
    }
  }

  @Test
  void endlessSmtpLineIsCutOff() throws Exception {
    try (Wire wire = new Wire(SERVER.port("mx"))) {
      assertCutOff(wire);
    }
  }

  @Test
  void endlessImapLineIsCutOff() throws Exception {
    try (Wire wire = new Wire(SERVER.port("imap"))) {
      assertCutOff(wire);
    }
  }

  @Test
  void smtpCommandsOutOfOrderAndUnknown() throws Exception {
    try (SmtpTalk smtp = new SmtpTalk(new Wire(SERVER.port("mx")))) {
      smtp.demand("503 5.5.1", "MAIL FROM:<ann@client.example>");
      smtp.hello();
      smtp.demand("503 5.5.1", "RCPT TO:<" + USER + '>');
      smtp.demand("503 5.5.1", "DATA");
      smtp.demand("500 5.5.1", "FROBNICATE");
      smtp.demand("250", "NOOP");
    }
  }

  @Test
  void imapCommandsOutOfOrderAndUnknown() throws Exception {
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imap")))) {
      assertThat(imap.say("SELECT INBOX").completion()).startsWith("BAD");
      assertThat(imap.say("FROBNICATE").completion()).startsWith("BAD");
      imap.login(USER);
      assertThat(imap.say("FETCH 1 FLAGS").completion()).startsWith("BAD");
      imap.say("NOOP").ok();
    }
  }

  @Test
  void pipelinedAfterStartTlsIsNotExecuted() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      smtp.wire.send("STARTTLS\r\nMAIL FROM:<injected@client.example>\r\n");
      try {
        expect("220", smtp.reply());
        smtp.wire.startTls();
        smtp.hello();
        smtp.demand("503", "RCPT TO:<" + USER + '>');
      } catch (IOException | AssertionError refused) {
        assertThat(smtp.wire.closedByServer()).isTrue();
      }
    }
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imap")))) {
      imap.wire.send("a STARTTLS\r\nb LOGIN " + USER + " posthorn\r\n");
      try {
        assertThat(imap.response()).startsWith("a OK");
        imap.wire.startTls();
        assertThat(imap.say("SELECT INBOX").completion()).startsWith("BAD");
      } catch (IOException | AssertionError refused) {
        assertThat(imap.wire.closedByServer()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\r\n\0.\r\n"})
  void onlyOneEndEndsTheData(String end) throws Exception {
    String smuggled =
        "MAIL FROM:<evil@client.example>\r\nRCPT TO:<"
            + USER
            + ">\r\nDATA\r\nSubject: smuggled"
            + word
            + "\r\n\r\n";
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      smtp.envelope("ann@client.example", USER);
      smtp.demand("354", "DATA");
      smtp.wire.send("Subject: carrier" + word + "\r\n\r\ntext" + end + smuggled + ".\r\n");
      expect("550 5.6.11", smtp.reply());
      smtp.demand("250", "NOOP");
    }
    bystander.say("SELECT INBOX").ok();
    assertThat(bystander.search("smuggled" + word)).isEmpty();
  }

  @Test
  void brokenBase64IsRefused() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("submission")).startTls()) {
      smtp.demand("501 5.5.2", "AUTH PLAIN n%t-base64");
      smtp.demand("501 5.5.2", "AUTH PLAIN AHVzZXIx");
      smtp.demand("334", "AUTH LOGIN");
      smtp.demand("501 5.5.2", "***");
    }
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imap")))) {
      assertThat(imap.say("AUTHENTICATE PLAIN n%t-base64").completion()).startsWith("BAD");
      imap.login(USER);
    }
  }

  @Test
  void tenThousandRecipients() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      smtp.demand("250", "MAIL FROM:<ann@client.example>");
      int taken = 0;
      int tooMany = 0;
      for (int i = 0; i < 10_000; i++) {
        String reply = smtp.say("RCPT TO:<" + USER + '>');
        taken += reply.startsWith("250") ? 1 : 0;
        tooMany += reply.startsWith("452 4.5.3") ? 1 : 0;
        if (reply.startsWith("421")) {
          break;
        }
      }
      assertThat(taken).isEqualTo(1_000);
      assertThat(tooMany).isPositive();
    }
  }

  @Test
  void deeplyNestedMime() throws Exception {
    StringBuilder message = new StringBuilder("Subject: " + word + "\r\n");
    for (int i = 0; i < 5_000; i++) {
      message.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
    }
    assertTakenAndDescribed(message + "\r\ntext\r\n");
  }

  @Test
  void messagesInMessages() throws Exception {
    String level = "Content-Type: message/rfc822\r\n\r\n";
    assertTakenAndDescribed("Subject: " + word + "\r\n" + level.repeat(5_000) + "text\r\n");
  }

  @Test
  void manyParts() throws Exception {
    String start = "Content-Type: multipart/mixed; boundary=b\r\nSubject: " + word + "\r\n";
    assertTakenAndDescribed(start + "\r\n--b\r\n\r\nx\r\n".repeat(50_000) + "--b--\r\n");
  }

  @Test
  void brokenCharsetsAndEncodings() throws Exception {
    assertTakenAndDescribed(
        "Subject: "
            + word
            + " =?no-such?Q?=FF?= =?utf-8?B?/////w==?= =?utf-8?Q?=?= =?x\u00ff\u00fe\r\n"
            + "From: =?utf-7?Q?+AGE-?= <<>>,,@@:;\u00ff \"\\\r\n"
            + "Content-Type: text/plain; charset*=''%FF%; charset=\"\u00e9\r\n"
            + "Content-Transfer-Encoding: base64\r\nDate: the day after\r\n\r\n\u00ff=?*&%\r\n");
    assertThat(bystander.say("SEARCH CHARSET no-such SUBJECT x").completion())
        .startsWith("NO [BADCHARSET");
  }

  @Test
  void hugeHeaderField() throws Exception {
    String field = ("x".repeat(900) + "\r\n ").repeat(2_000);
    assertTakenAndDescribed("Subject: " + word + "\r\nTo: a@b.test, " + field + "\r\n\r\ntext\r\n");
  }

  @Test
  void mailboxNameOfTenThousandOctets() throws Exception {
    String name = "n".repeat(10_000);
    for (String command : new String[] {"CREATE ", "SELECT ", "DELETE ", "SUBSCRIBE ", "STATUS "}) {
      String rest = command.equals("STATUS ") ? " (MESSAGES)" : "";
      assertRefused(bystander.say(command + name + rest));
      assertRefused(bystander.say(command + "{10000+}\r\n" + name + rest));
    }
    assertRefused(bystander.say("CREATE " + "a/".repeat(400) + "b"));
  }

  @Test
  void literalBeyondTheLimitIsRefusedBeforeItIsRead() throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      Answer answer = imap.say("APPEND INBOX {99999999999}");
      assertThat(answer.completion()).matches("(NO|BAD).*");
      imap.say("NOOP").ok();
    }
    try (Wire wire = new Wire(SERVER.port("imap"))) {
      wire.send("a LOGIN {2000000000+}\r\n");
      assertCutOff(wire);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked",
      })
  void noHttpRequestIsHiddenInAnother(String framing) throws Exception { // RFC 9112 §11.2
    String hidden = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (String path : new String[] {"/webapi/admin/v0/accounts", "/health/live", "/"}) {
      try (Wire wire = new Wire(SERVER.port("http"))) {
        wire.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n");
        wire.send("0\r\n\r\n" + hidden);
        assertThat(Pattern.compile("HTTP/1.1 [1-5]").matcher(wire.rest()).results()).hasSize(1);
      } catch (IOException closedAtOnce) {
        assertThat(closedAtOnce).isInstanceOf(SocketException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"/health/live, 200", "/nothing, 404"})
  void http2IsNotSpokenInPlainText(String path, String status) throws Exception {
    List<String> request =
        List.of(
            "GET " + path + " HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAAP__",
            "",
            "");
    try (Wire wire = new Wire(SERVER.port("http"))) {
      wire.send(String.join("\r\n", request));
      assertThat(wire.rest()) // which returns when the server closes
          .startsWith("HTTP/1.1 " + status)
          .containsIgnoringCase("\r\nConnection: close\r\n"); // RFC 9112 §9.6
    }
  }

  /** As Java's HTTP client does with its first request. */
  @Test
  void whoAsksForHttp2WithABodyIsAnswered() throws Exception {
    try (Wire wire = new Wire(SERVER.port("http"))) {
      List<String> request =
          List.of(
              "POST /webapi/admin/v0/domains HTTP/1.1",
              "Host: localhost",
              "Authorization: Basic YWRtaW5AcG9zdGhvcm4udGVzdDpwb3N0aG9ybg==",
              "Content-Type: application/json",
              "Content-Length: 2",
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: h2c",
              "HTTP2-Settings: AAMAAABkAAQAAP__",
              "",
              "{}");
      wire.send(String.join("\r\n", request));
      assertThat(wire.rest()).startsWith("HTTP/1.1 400").contains("name is missing");
    }
  }

  @Test
  void strangersSeeNeitherMetricsNorDescription() throws Exception {
    for (String path : new String[] {"/metrics", "/metrics/base", "/openapi", "/nothing"}) {
      HttpResponse<String> answer = SERVER.get(path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("no such page").doesNotContainIgnoringCase("payara");
      assertThat(answer.headers().map()).doesNotContainKey("server");
    }
    HttpResponse<String> start = SERVER.get("/");
    assertThat(start.statusCode()).isEqualTo(200);
    assertThat(start.body()).contains("Posthorn mail server");
    assertThat(start.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  private void assertTakenAndDescribed(String message) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      expect("250", smtp.mail("ann@client.example", USER, message));
    }
    assertThat(bystander.await(word)).endsWith(message);
    long uid = bystander.search(word).get(0);
    String described =
        bystander.say("UID FETCH " + uid + " (ENVELOPE BODYSTRUCTURE PREVIEW)").ok().text();
    assertThat(described).contains("ENVELOPE (").contains("BODYSTRUCTURE (");
    bystander.say("UID FETCH " + uid + " (BODY.PEEK[1] BODY.PEEK[1.1.1.1.1] BINARY.PEEK[1])");
    bystander.say("UID SEARCH BODY text").ok();
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.completion()).matches("(NO|BAD) .*");
    assertThat(answer.completion()).hasSizeLessThan(500);
  }

  /** The server does not read on for ever, whatever comes. */
  private static void assertCutOff(Wire wire) {
    String piece = "x".repeat(1 << 16);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    boolean open = true;
    while (open && System.nanoTime() < end) {
      try {
        wire.send(piece);
      } catch (IOException cutOff) {
        open = false;
      }
    }
    assertThat(open).isFalse();
  }
}
