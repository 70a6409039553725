package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers on one PostgreSQL, one broker and one content directory are one mail system. {@code
 * -Dit.cluster=600} lets it work for ten minutes, while whatever can go away does.
 */
class ClusterIT {
  private static final int LONG = Integer.getInteger("it.cluster", 0);
  private static final long SEED = Long.getLong("posthorn.it.seed", System.nanoTime());
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final int ROUNDS = 21;
  private static final String ADMIN =
      Base64.getEncoder().encodeToString("admin@posthorn.test:posthorn".getBytes(UTF_8));

  /** Of clients that work for long: servers that start beside them want the processor, too. */
  private static final Duration REST = Duration.ofMillis(200);

  private static final int ACCOUNTS = 4;
  private static final System.Logger LOG = System.getLogger(ClusterIT.class.getName());
  private static final RunningServer ONE = new RunningServer();
  private static final RunningServer OTHER = new RunningServer();
  private static final List<RunningServer> ALL = List.of(ONE, OTHER, new RunningServer());
  private static OwnPostgres database;
  private static ArtemisServer broker;
  private static @TempDir Path directory;

  private final String word = "word" + System.nanoTime();
  private final String message = "Subject: " + word + "\r\n\r\n" + word + "\r\n";

  @BeforeAll
  static void startServers() throws Exception {
    database = new OwnPostgres(directory.resolve("database"));
    broker = new ArtemisServer(directory.resolve("broker"));
    for (RunningServer server : ALL) {
      broker
          .with(server)
          .with("posthorn.db.url", database.url())
          .with("posthorn.db.user", "postgres")
          .with("posthorn.db.password", "postgres")
          .with("posthorn.store.shared", "true")
          .with("posthorn.store.content-dir", directory.resolve("content").toString())
          .with("posthorn.node.name", "server" + ALL.indexOf(server))
          .option("-Xmx512m");
    }
    CompletableFuture.allOf(
            ALL.stream()
                .map(server -> CompletableFuture.runAsync(() -> start(server)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private static void start(RunningServer server) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stopServers() throws Exception {
    for (RunningServer server : ALL) {
      server.close();
    }
    broker.stop();
    database.stop();
  }

  @Test
  void whatWasAcknowledgedByAnyIsThereOnceOnAll() throws Exception {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.add(Accounts.fresh(ONE, "team" + i));
    }
    SharedLedger ledger = new SharedLedger();
    try (SharedClients clients =
        new SharedClients(ALL, accounts, ledger, LONG > 0 ? REST : Duration.ZERO)) {
      clients.start(SEED);
      if (LONG > 0) {
        new ClusterFaults(ALL, database, broker).happen(Duration.ofSeconds(LONG));
      } else {
        TimeUnit.MILLISECONDS.sleep(SHORT.toMillis());
      }
    }
    LOG.log(
        System.Logger.Level.INFO,
        "acknowledged={0} refused={1} seed={2}",
        ledger.acknowledged(),
        ledger.refused().size(),
        Long.toString(SEED));
    assertThat(ledger.wrong()).as("seed %s", SEED).isEmpty();
    for (String account : accounts) {
      Census.await(ONE, account, ledger.demanded(account));
      List<SharedLedger.Shown> first = Census.of(ONE, account);
      assertThat(ledger.amiss(account, first)).as("seed %s", SEED).isEmpty();
      for (RunningServer server : ALL) {
        assertThat(Census.of(server, account)).as("seed %s", SEED).isEqualTo(first);
      }
    }
    if (LONG == 0) {
      assertThat(ledger.refused()).isEmpty();
      for (RunningServer server : ALL) {
        assertThat(server.log().lines())
            .noneMatch(line -> line.contains("commit-failed") || line.contains("mailbox_log"))
            .noneMatch(line -> line.startsWith("\tat "));
      }
    }
  }

  @Test
  void aChangeSendsNoStatementForNothing() throws Exception {
    try (ImapTalk imap = ImapTalk.user(ONE.port("imap"), USER)) {
      imap.append("Archive", message).ok();
      assertThat(database.statements(() -> imap.append("Archive", message).ok()))
          .contains("INSERT INTO mailbox_log")
          .doesNotContain("ISOLATION LEVEL");
    }
  }

  @Test
  void aWatcherOnTheOtherServerHearsAtOnce() throws Exception {
    try (ImapTalk watcher = ImapTalk.user(OTHER.port("imap"), USER);
        ImapTalk writer = ImapTalk.user(ONE.port("imap"), USER)) {
      watcher.say("CREATE " + word).ok();
      watcher.say("SELECT " + word).ok();
      watcher.wire.send("i IDLE\r\n");
      assertThat(watcher.response()).startsWith("+");
      long[] millis = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        assertThat(writer.append(word, message).completion()).startsWith("OK");
        long appended = System.nanoTime();
        String heard = watcher.response();
        while (!heard.endsWith(" EXISTS")) {
          heard = watcher.response();
        }
        assertThat(heard).isEqualTo("* " + (i + 1) + " EXISTS");
        millis[i] = Duration.ofNanos(System.nanoTime() - appended).toMillis();
      }
      Arrays.sort(millis);
      LOG.log(
          System.Logger.Level.INFO,
          "heard after ms: median={0} most={1}",
          millis[ROUNDS / 2],
          millis[ROUNDS - 1]);
      assertThat(millis[ROUNDS - 1]).isLessThan(BOUND.toMillis());
    }
  }

  @Test
  void annotationsAreToldByTheOtherServer() throws Exception {
    try (ImapTalk watcher = ImapTalk.user(OTHER.port("imap"), USER);
        ImapTalk writer = ImapTalk.user(ONE.port("imap"), USER)) {
      watcher.say("CREATE " + word).ok();
      watcher.say("ENABLE METADATA").ok();
      watcher.say("SELECT " + word).ok();
      watcher.wire.send("i IDLE\r\n");
      assertThat(watcher.response()).startsWith("+");
      writer.say("SETMETADATA " + word + " (\"/private/a b\" \"x\")").ok();
      assertThat(watcher.response()).isEqualTo("* METADATA " + word + " \"/private/a b\"");
      writer.say("SETMETADATA \"\" (/private/" + word + " \"x\")").ok();
      assertThat(watcher.response()).isEqualTo("* METADATA \"\" /private/" + word);
    }
  }

  @Test
  void notificationsComeOfTheOtherServer() throws Exception { // RFC 5465
    try (ImapTalk watcher = ImapTalk.user(OTHER.port("imap"), USER);
        ImapTalk writer = ImapTalk.user(ONE.port("imap"), USER)) {
      watcher.say("NOTIFY SET (subtree " + word + " (MessageNew MessageExpunge MailboxName))").ok();
      writer.say("CREATE " + word).ok();
      assertThat(watcher.response()).isEqualTo("* LIST (\\HasNoChildren) \"/\" " + word);
      writer.append(word, message).ok();
      assertThat(watcher.response()).startsWith("* STATUS " + word + " (MESSAGES 1 UIDNEXT 2 ");
      writer.say("DELETE " + word).ok();
      assertThat(watcher.response()).isEqualTo("* LIST (\\NonExistent) \"/\" " + word);
    }
  }

  @Test
  void whatOneHasAcknowledgedTheOtherShows() throws Exception {
    try (ImapTalk one = ImapTalk.user(ONE.port("imap"), USER);
        ImapTalk other = ImapTalk.user(OTHER.port("imap"), USER)) {
      one.say("CREATE " + word).ok();
      for (int i = 1; i <= 20; i++) {
        ImapTalk writer = i % 2 == 0 ? one : other;
        ImapTalk reader = i % 2 == 0 ? other : one;
        assertThat(writer.append(word, message).completion())
            .matches("OK \\[APPENDUID \\d+ " + i + "] .*");
        assertThat(reader.say("SELECT " + word).ok().lines()).contains("* " + i + " EXISTS");
        assertThat(reader.body(i)).isEqualTo(message);
        writer.say("SELECT " + word).ok();
        writer.say("STORE " + i + " +FLAGS (\\Flagged)").ok();
        assertThat(reader.say("SELECT " + word).ok().text()).contains("EXISTS");
        assertThat(reader.say("SEARCH FLAGGED " + i).ok().text()).endsWith(" " + i);
      }
    }
  }

  @Test
  void rightsAreGivenAndWithdrawnOnBoth() throws Exception {
    String shared = "\"Other Users/" + USER + '/' + word + '"';
    try (ImapTalk owner = ImapTalk.user(ONE.port("imap"), USER);
        ImapTalk guest = ImapTalk.user(OTHER.port("imap"), "user2@posthorn.test")) {
      owner.say("CREATE " + word).ok();
      owner.say("SETACL " + word + " user2@posthorn.test lrs").ok();
      guest.say("SELECT " + shared).ok();
      owner.say("SETACL " + word + " user2@posthorn.test l").ok();
      Instant end = Instant.now().plusSeconds(5); // the other server remembers rights for a second
      String told = guest.say("NOOP").text();
      while (!told.contains("* BYE") && Instant.now().isBefore(end)) {
        TimeUnit.MILLISECONDS.sleep(50);
        told = guest.say("NOOP").text();
      }
      assertThat(told).contains("* BYE");
    }
  }

  @Test
  void theBrokerIsExaminedAndFoundFit() throws Exception {
    Instant end = Instant.now().plusSeconds(20);
    while (!ONE.log().contains("event=broker-examined") && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(ONE.log()).contains("event=broker-examined").doesNotContain("event=broker-unfit");
  }

  @Test
  void aNewPasswordCountsOnBothAtOnce() throws Exception {
    String address = word + "@posthorn.test";
    admin("POST", "accounts", "{\"address\":\"" + address + "\",\"password\":\"old secret\"}");
    try (ImapTalk idler = new ImapTalk(new Wire(OTHER.port("imap")));
        ImapTalk old = new ImapTalk(new Wire(OTHER.port("imap")));
        ImapTalk fresh = new ImapTalk(new Wire(OTHER.port("imap")))) {
      idler.say("LOGIN " + address + " \"old secret\"").ok();
      idler.wire.send("i IDLE\r\n");
      assertThat(idler.response()).startsWith("+");
      admin("PATCH", "accounts/" + address, "{\"password\":\"new secret\"}");
      long changed = System.nanoTime();
      assertThat(idler.response()).startsWith("* BYE");
      assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(BOUND);
      assertThat(old.say("LOGIN " + address + " \"old secret\"").completion()).startsWith("NO");
      fresh.say("LOGIN " + address + " \"new secret\"").ok();
    }
  }

  private static void admin(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:" + ONE.port("http") + "/webapi/admin/v0/" + path))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Basic " + ADMIN)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  @Test
  void oneFreesDiskSpaceAtATime() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(OTHER.port("mx"))) {
      expect("250", smtp.mail("ann@client.example", USER, message));
    }
    String state = sweep(ONE, "POST");
    while (state.contains("\"running\":true")) {
      TimeUnit.MILLISECONDS.sleep(100);
      state = sweep(OTHER, "GET");
    }
    assertThat(state).contains("\"outcome\":\"done\"", "\"keepExpunged\":\"PT24H\"");
    try (ImapTalk imap = ImapTalk.user(ONE.port("imap"), USER)) {
      assertThat(imap.await(word)).endsWith(message);
    }
  }

  private static String sweep(RunningServer server, String method) throws Exception {
    URI uri =
        URI.create("http://127.0.0.1:" + server.port("http") + "/webapi/admin/v0/content-sweep");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + ADMIN)
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{\"keepExpunged\":\"PT0S\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void deliveredByOneIsReadOnBoth() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(ONE.port("mx"))) {
      expect("250", smtp.mail("ann@client.example", USER, message));
    }
    for (RunningServer server : List.of(ONE, OTHER)) {
      try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
        assertThat(imap.await(word)).endsWith(message);
        assertThat(imap.search(word)).hasSize(1);
      }
    }
  }

  @Test
  void whenOneIsKilledTheOtherGoesOn() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(ONE.port("mx"))) {
      expect("250", smtp.mail("ann@client.example", USER, message));
    }
    ONE.kill();
    try (ImapTalk imap = ImapTalk.user(OTHER.port("imap"), USER)) {
      assertThat(imap.await(word)).endsWith(message);
    } finally {
      ONE.start();
    }
  }
}
