package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The disk space of messages that nobody has any more is freed, and nothing else. */
class ContentSweepIT {
  private static final String ADMIN = "admin@posthorn.test:posthorn";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MESSAGES = 40;
  private static final int SIZE = 500_000;

  private final RunningServer server = new RunningServer();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void remove() throws Exception {
    server.close();
  }

  @Test
  void expungedMessagesLeaveTheDiskAndOthersStay() throws Exception {
    server.start();
    List<String> sent = new ArrayList<>();
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER);
        SmtpTalk smtp = SmtpTalk.plain(server.port("mx"))) {
      imap.say("CREATE gone").ok();
      imap.say("CREATE kept").ok();
      for (int i = 0; i < MESSAGES; i++) {
        sent.add(message(i));
        imap.append("gone", sent.get(i)).ok();
      }
      imap.say("SELECT gone").ok();
      imap.say("COPY 3,17 kept").ok();
      imap.say("STORE 1:20 +FLAGS.SILENT (\\Deleted)").ok();
      imap.say("EXPUNGE").ok();
      expect("250", smtp.mail("ann@client.example", USER, "Subject: late\r\n\r\nlate\r\n"));
      assertThat(imap.await("late")).endsWith("late\r\n");
    }
    server.stop();
    server.start(); // it writes to another segment now
    makeOld();
    long before = blocks();
    String swept = sweep();
    assertThat(swept).contains("\"outcome\":\"done\"", "\"rewritten\":1", "\"missing\":0");
    assertThat(blocks()).isLessThan(before - 15L * SIZE).isGreaterThan(20L * SIZE);
    assertThat(server.get("/metrics").body())
        .containsPattern("content_freed_octets_total(\\{[^}]*\\})? \\d{7,}")
        .containsPattern("content_octets_total\\{[^}]*state=\"live\"[^}]*\\} \\d{7,}");
    assertReadable(sent);
    server.stop();
    server.start();
    assertReadable(sent);
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      imap.say("DELETE gone").ok();
      imap.say("SELECT kept").ok();
      imap.say("STORE 1:* +FLAGS.SILENT (\\Deleted)").ok();
      imap.say("EXPUNGE").ok();
      imap.say("SELECT INBOX").ok();
      imap.say("STORE 1:* +FLAGS.SILENT (\\Deleted)").ok();
      imap.say("EXPUNGE").ok();
      imap.append("INBOX", message(99)).ok(); // into another segment
    }
    makeOld();
    assertThat(sweep()).contains("\"deleted\":1", "\"outcome\":\"done\"");
    assertThat(blocks()).isLessThan(2L * SIZE);
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      imap.say("SELECT INBOX").ok();
      assertThat(imap.body(2)).isEqualTo(message(99));
    }
  }

  private static String message(int seed) {
    byte[] octets = new byte[SIZE * 3 / 4];
    new Random(seed).nextBytes(octets);
    String body = Base64.getMimeEncoder().encodeToString(octets);
    return "Subject: number " + seed + "\r\n\r\n" + body + "\r\n";
  }

  private void assertReadable(List<String> sent) throws IOException, InterruptedException {
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      imap.say("SELECT gone").ok();
      for (int uid = 21; uid <= MESSAGES; uid++) {
        assertThat(imap.body(uid)).isEqualTo(sent.get(uid - 1));
      }
      assertThat(imap.say("SEARCH SUBJECT number").ok().text()).contains(" 20");
      imap.say("SELECT kept").ok();
      assertThat(imap.body(1)).isEqualTo(sent.get(2));
      assertThat(imap.body(2)).isEqualTo(sent.get(16));
      assertThat(imap.await("late")).endsWith("late\r\n");
    }
  }

  /** As if nobody had written to the segments for two days. */
  private void makeOld() throws IOException {
    for (Path segment : segments()) {
      Files.setLastModifiedTime(segment, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(server.data().resolve("content"))) {
      return files.filter(file -> file.toString().endsWith(".seg")).toList();
    }
  }

  private long blocks() throws IOException, InterruptedException {
    Process du =
        new ProcessBuilder(
                "du", "-s", "--block-size=1", server.data().resolve("content").toString())
            .start();
    String said = new String(du.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(du.waitFor()).isZero();
    return Long.parseLong(said.split("\\s")[0]);
  }

  private String sweep() throws IOException, InterruptedException {
    HttpResponse<String> begun = call("POST", "{\"keepExpunged\":\"PT0S\"}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    long end = System.nanoTime() + LIMIT.toNanos();
    String state = begun.body();
    while (state.contains("\"running\":true")) {
      assertThat(System.nanoTime()).as(state).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
      state = call("GET", "").body();
    }
    return state;
  }

  private HttpResponse<String> call(String method, String body)
      throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + server.port("http") + "/webapi/admin/v0/content-sweep");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(ADMIN.getBytes(ISO_8859_1)))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
