package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.testkit.dns.TestDnsServer;

/** What a user sends to another domain arrives there, or the user hears why not. */
class RelayIT {
  private static final Pattern UID = Pattern.compile("\\* SEARCH ([0-9]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Path SMTP_SINK = Path.of("/usr/sbin/smtp-sink");

  private static final TestDnsServer DNS = TestDnsServer.start();
  private static final RunningServer SERVER = new RunningServer();
  private static int port;

  private OtherServer other;
  private @TempDir Path directory;

  @BeforeAll
  static void startServer() throws Exception {
    try (OtherServer probe = new OtherServer(0)) {
      port = probe.port();
    }
    Path anchors = Files.writeString(Files.createTempFile("anchors", ".txt"), DNS.signRoot());
    DNS.sign("dane.test")
        .add("dane.test", "MX", "10 mx.dane.test.")
        .add("mx.dane.test", "A", "127.0.0.1")
        .add("_" + port + "._tcp.mx.dane.test", "TLSA", "3 1 1 " + "00".repeat(32));
    DNS.add("other.test", "MX", "20 gone.other.test.")
        .add("other.test", "MX", "10 mx.other.test.")
        .add("mx.other.test", "A", "127.0.0.1")
        .add("null.test", "MX", "0 .");
    SERVER
        .with("posthorn.dns.resolvers", DNS.resolver())
        .with("posthorn.dns.dnssec", "on")
        .with("posthorn.dns.trust-anchors", anchors.toString())
        .with("posthorn.relay.port", port + "")
        .with("posthorn.relay.retry", "PT2S,PT2S")
        .start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    SERVER.close();
    DNS.close();
  }

  @BeforeEach
  void startOther() throws Exception {
    other = new OtherServer(port);
  }

  @AfterEach
  void stopOther() throws Exception {
    other.close();
  }

  @Test
  void arrivesAtTheServerThatItsMxNames() throws Exception {
    submit("bob@other.test", "hello");
    String message = await(() -> other.messages().stream().findFirst());
    assertThat(message)
        .startsWith("<" + USER + "> <bob@other.test>\n")
        .contains("\r\nSubject: hello\r\n")
        .endsWith("\r\n\r\nhello\r\n..with a dot\r\n");
    TimeUnit.SECONDS.sleep(3);
    assertThat(other.messages()).hasSize(1);
  }

  @Test
  void refusedForGoodComesBackAsNotice() throws Exception {
    submit("never@other.test", "refused");
    assertNotice("refused", "never@other.test", "Status: 5.1.1", "never heard of");
    assertThat(other.messages()).isEmpty();
  }

  @Test
  void aDomainWithoutMailComesBackAsNotice() throws Exception {
    submit("bob@null.test", "nullmx");
    assertNotice("nullmx", "bob@null.test", "Status: 5.1.10", "Action: failed");
  }

  @Test
  void nothingGoesInPlainToAServerWithTlsaRecords() throws Exception { // RFC 7672 §2.2
    submit("bob@dane.test", "secret");
    assertNotice("secret", "bob@dane.test", "Status: 4.7.5", "The server offers no TLS");
    assertThat(other.messages()).isEmpty();
  }

  @Test
  void deferredIsTriedAgain() throws Exception {
    submit("later@other.test", "deferred");
    String message = await(() -> other.messages().stream().findFirst());
    assertThat(message).contains("\r\nSubject: deferred\r\n");
    assertThat(other.deferrals()).isEqualTo(2);
  }

  @Test
  void aServerThatIsDownIsTriedAgain() throws Exception {
    other.close();
    submit("bob@other.test", "down");
    TimeUnit.SECONDS.sleep(1);
    other = new OtherServer(port);
    assertThat(await(() -> other.messages().stream().findFirst())).contains("Subject: down\r\n");
  }

  @Test
  void waitingMailSurvivesAKill() throws Exception {
    other.close();
    submit("bob@other.test", "killed");
    SERVER.kill();
    SERVER.start();
    other = new OtherServer(port);
    assertThat(await(() -> other.messages().stream().findFirst())).contains("Subject: killed\r\n");
  }

  @Test
  void onlyUsersMayRelay() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      smtp.demand("250", "MAIL FROM:<" + USER + '>');
      smtp.demand("550 5.7.1", "RCPT TO:<bob@other.test>");
    }
  }

  @Test
  void postfixSinkTakesIt() throws Exception {
    Programs.need(SMTP_SINK);
    other.close();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> command = new ArrayList<>(List.of(SMTP_SINK.toString(), "-d", "mail."));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "postfix"));
    }
    command.addAll(List.of("127.0.0.1:" + port, "20"));
    Process sink = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    try {
      submit("bob@other.test", "postfix");
      assertThat(await(this::sunk)).contains("Subject: postfix").contains("bob@other.test");
    } finally {
      sink.destroy();
      sink.waitFor();
    }
  }

  private Optional<String> sunk() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains("with a dot")) {
          return Optional.of(text);
        }
      }
    }
    return Optional.empty();
  }

  private void assertNotice(String word, String... contents) throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.say("SELECT INBOX").ok();
      String notice =
          await(
              () -> {
                imap.say("NOOP").ok();
                String found = imap.say("UID SEARCH BODY " + word).ok().text();
                Matcher uid = UID.matcher(found);
                return uid.find()
                    ? Optional.of(imap.body(Long.parseLong(uid.group(1))))
                    : Optional.empty();
              });
      assertThat(notice)
          .contains("Content-Type: multipart/report")
          .contains("Return-Path: <>")
          .contains(contents);
    }
  }

  private static void submit(String to, String word) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("submission")).startTls().authPlain(USER)) {
      String text =
          "From: " + USER + "\r\nSubject: " + word + "\r\n\r\n" + word + "\r\n..with a dot\r\n";
      expect("250", smtp.mail(USER, to, text));
    }
  }

  private static <T> T await(Callable<Optional<T>> question) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> answer = question.call();
      if (answer.isPresent()) {
        return answer.get();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("nothing came within " + PATIENCE + "\n" + SERVER.log());
  }
}
