package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Database or broker are away for a while: clients hear at once that they may try again, the log
 * tells of it in a few lines, nothing that was accepted is lost or comes twice, and all goes on by
 * itself afterwards.
 */
class OutageIT {
  private static final String LATER = "NO [UNAVAILABLE]";
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final int MANY = 30;

  /** More lines than these for an outage of seconds would be a flood. */
  private static final int FLOOD = 20;

  private final RunningServer server = new RunningServer();
  private final String word = "word" + System.nanoTime();
  private final String message = "Subject: " + word + "\r\n\r\n" + word + "\r\n";
  private @TempDir Path directory;
  private OwnPostgres database;
  private SharedBroker broker;

  @BeforeEach
  void start() throws Exception {
    database = new OwnPostgres(directory.resolve("database"));
    broker = new SharedBroker(directory.resolve("broker"));
    broker
        .with(server)
        .with("posthorn.db.url", database.url())
        .with("posthorn.db.user", "postgres")
        .with("posthorn.db.password", "postgres")
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    broker.stop();
    database.stop();
  }

  @Test
  void theDatabaseIsAwayForAWhile() throws Exception {
    try (ImapTalk selected = ImapTalk.user(server.port("imap"), USER);
        ImapTalk other = ImapTalk.user(server.port("imap"), USER);
        SmtpTalk open = SmtpTalk.plain(server.port("mx"))) {
      selected.append("INBOX", "Subject: old\r\n\r\nold\r\n").ok();
      selected.say("SELECT INBOX").ok();
      open.envelope("ann@client.example", USER);
      long before = lines();
      database.stop();
      open.demand("354", "DATA");
      open.wire.send(message + ".\r\n");
      expect("250", open.reply()); // the queue has it, and the address was known
      for (int i = 0; i < MANY; i++) {
        assertLater(() -> selected.append("INBOX", message));
        assertLater(() -> selected.say("STORE 1 +FLAGS (\\Flagged)"));
      }
      assertLater(() -> other.say("SELECT Archive"));
      assertLater(() -> other.say("CREATE " + word));
      assertThat(selected.say("FETCH 1 (UID FLAGS ENVELOPE)").ok().text()).contains("old");
      assertThat(selected.body(1)).isEqualTo("Subject: old\r\n\r\nold\r\n");
      selected.say("NOOP").ok();
      TimeUnit.SECONDS.sleep(11); // what is remembered of accounts is forgotten by now
      try (ImapTalk late = new ImapTalk(new Wire(server.port("imap")))) {
        assertLater(() -> late.say("LOGIN " + USER + ' ' + SmtpTalk.PASSWORD));
      }
      open.demand("250", "MAIL FROM:<ann@client.example>");
      atOnce(() -> expect("451 4.3.0", open.say("RCPT TO:<" + USER + '>')));
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(administration()).isEqualTo(503);
      assertFewLines(before);
      database.start();
      awaitReady();
      selected.say("NOOP").ok();
      selected.say("STORE 1 +FLAGS (\\Flagged)").ok();
      other.say("SELECT INBOX").ok();
      assertThat(said(before)).anyMatch(line -> line.contains("event=outage-over"));
    }
    assertOnceAndWorking();
  }

  private int administration() throws IOException, InterruptedException {
    String admin = "admin@posthorn.test:" + SmtpTalk.PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port("http") + "/webapi/admin/v0/domains"))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(admin.getBytes(UTF_8)))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void theBrokerIsAwayForAWhile() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(server.port("mx"));
        ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      expect("250", smtp.mail("ann@client.example", USER, message));
      assertThat(imap.await(word)).endsWith(message);
      long before = lines();
      broker.stop();
      for (int i = 0; i < MANY; i++) {
        atOnce(() -> expect("451 4.3", refused(smtp)));
      }
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(imap.append("Archive", message).completion()).startsWith("OK");
      TimeUnit.SECONDS.sleep(5);
      assertFewLines(before);
      broker.start();
      awaitReady();
    }
    assertOnceAndWorking();
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      imap.say("SELECT INBOX").ok();
      assertThat(imap.search("refused")).isEmpty();
    }
  }

  private static String refused(SmtpTalk smtp) throws IOException {
    return smtp.mail("ann@client.example", USER, "Subject: refused\r\n\r\n");
  }

  /** Something that a client does. */
  private interface Talk<T> {
    T say() throws IOException;
  }

  private static void assertLater(Talk<ImapTalk.Answer> talk) throws IOException {
    assertThat(atOnce(talk).completion()).startsWith(LATER);
  }

  private static <T> T atOnce(Talk<T> talk) throws IOException {
    long start = System.nanoTime();
    T answer = talk.say();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    return answer;
  }

  private long lines() {
    return server.log().lines().count();
  }

  private List<String> said(long before) {
    return server.log().lines().skip(before).toList();
  }

  private void assertFewLines(long before) {
    List<String> said =
        said(before).stream()
            .filter(line -> !line.contains("event=refused")) // one for each message, as ever
            .toList();
    assertThat(said)
        .as("%s", String.join("\n", said))
        .hasSizeLessThan(FLOOD)
        .anyMatch(line -> line.contains("event=outage "));
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (server.get("/health/ready").statusCode() != 200) {
      assertThat(System.nanoTime()).as(server.log()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** What was accepted is there once, and new mail comes through. */
  private void assertOnceAndWorking() throws Exception {
    String after = "after" + System.nanoTime();
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!sent(after)) {
      assertThat(System.nanoTime()).as(server.log()).isLessThan(end);
      TimeUnit.SECONDS.sleep(1);
    }
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      assertThat(imap.await(after, RECOVERY)).isPresent();
      assertThat(imap.await(word, RECOVERY)).isPresent();
      TimeUnit.SECONDS.sleep(2); // time for what comes a second time
      assertThat(imap.search(word)).hasSize(1);
      assertThat(imap.search(after)).hasSize(1);
      assertThat(imap.append("INBOX", message).completion()).startsWith("OK");
    }
  }

  private boolean sent(String subject) throws IOException {
    try (SmtpTalk smtp = SmtpTalk.plain(server.port("mx"))) {
      return smtp.mail("ann@client.example", USER, "Subject: " + subject + "\r\n\r\n")
          .startsWith("250");
    } catch (AssertionError refused) {
      return false;
    }
  }
}
