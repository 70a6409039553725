package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dkim.DkimVerification;
import org.posthorn.mailauth.dkim.DkimVerifier;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.testkit.dns.TestDnsServer;

/** What a user sends to another domain arrives there, or the user hears why not. */
class RelayIT {
  private static final Pattern UID = Pattern.compile("\\* SEARCH ([0-9]+)");
  private static final Pattern RECORD =
      Pattern.compile("\"recordName\":\"([^\"]+)\",\"recordText\":\"([^\"]+)\"");
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
  void isSignedByTheKeysThatTheApiShows() throws Exception {
    publish(keys());
    DkimVerification verification =
        new DkimVerifier(
                new DkimKeyLookup(new Dns(DnsSettings.of(List.of(DNS.address())))),
                Clock.systemUTC())
            .begin();
    String message = signed("signed");
    verification.feed(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(verification.finish())
        .as(message)
        .extracting(DkimResult::status)
        .containsExactly(AuthStatus.PASS, AuthStatus.PASS);
  }

  @Test
  void itsSignaturesAreGoodForPythonsVerifier() throws Exception {
    Programs.need(
        Files.exists(Path.of("/usr/lib/python3/dist-packages/dkim")),
        "python3-dkim is not installed");
    StringBuilder records = new StringBuilder();
    keys().forEach((name, text) -> records.append(name).append('\t').append(text).append('\n'));
    Path known = Files.writeString(directory.resolve("keys"), records);
    Path message =
        Files.write(
            directory.resolve("message"), signed("python").getBytes(StandardCharsets.ISO_8859_1));
    String script =
        """
        import sys, dkim
        keys = dict(line.rstrip('\\n').split('\\t') for line in open(sys.argv[1]))
        found = dkim.DKIM(open(sys.argv[2], 'rb').read())
        txt = lambda name, timeout=5: keys[name.decode().rstrip('.')].encode()
        print([found.verify(idx=i, dnsfunc=txt) for i in range(2)])
        """;
    assertThat(Programs.run("python3", "-c", script, known.toString(), message.toString()))
        .isEqualTo("[True, True]\n");
  }

  /** A message as the other server got it, dots taken off. */
  private String signed(String word) throws Exception {
    submit(word + "@other.test", word);
    String taken =
        await(
            () -> other.messages().stream().filter(m -> m.contains("<" + word + "@")).findFirst());
    return taken.substring(taken.indexOf('\n') + 1).replace("\r\n..", "\r\n.");
  }

  /** The names and texts of the records that the API wants to have published. */
  private static Map<String, String> keys() throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + SERVER.port("http")
                + "/webapi/admin/v0/domains/posthorn.test/dkim-keys");
    String login =
        Base64.getEncoder()
            .encodeToString("admin@posthorn.test:posthorn".getBytes(StandardCharsets.US_ASCII));
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Basic " + login).build();
    String json =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    Map<String, String> records = new LinkedHashMap<>();
    Matcher record = RECORD.matcher(json);
    while (record.find()) {
      records.put(record.group(1), record.group(2));
    }
    assertThat(records).as(json).hasSize(2);
    return records;
  }

  private static void publish(Map<String, String> records) {
    records.forEach(
        (name, text) -> {
          int half = text.length() / 2;
          String strings = text.substring(0, half) + "\" \"" + text.substring(half);
          DNS.add(name + ".", "TXT", '"' + strings + '"');
        });
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
  void successIsReportedToWhoWantsThat() throws Exception { // RFC 3461
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("submission")).startTls().authPlain(USER)) {
      smtp.demand("250", "MAIL FROM:<" + USER + "> RET=HDRS ENVID=q+20one");
      smtp.demand("250", "RCPT TO:<bob@other.test> NOTIFY=SUCCESS ORCPT=rfc822;bob@old.test");
      smtp.demand("250", "RCPT TO:<user2@posthorn.test> NOTIFY=SUCCESS");
      smtp.demand("354", "DATA");
      smtp.demand("250", "From: " + USER + "\r\nSubject: reported\r\n\r\nbody\r\n.");
    }
    assertNotice(
        "\"passed on to a system\"",
        "Action: relayed",
        "rfc822;bob@old.test",
        "Original-Envelope-Id: q one");
    assertNotice(
        "\"your message was delivered\"",
        "Action: delivered",
        "Final-Recipient: rfc822; user2@posthorn.test");
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
    other = new OtherServer(port); // before attempts are made that are counted
    SERVER.start();
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
