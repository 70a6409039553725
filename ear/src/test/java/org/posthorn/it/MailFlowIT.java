package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.PASSWORD;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.base64;
import static org.posthorn.it.SmtpTalk.expect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.testkit.BurlClient;
import org.posthorn.testkit.TcpLine;
import org.posthorn.testkit.Transcript;

/** Mail comes in on every listener and is read by IMAP. */
class MailFlowIT {
  private static final String PROXIED = Integer.toString(Ports.free());

  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .with("posthorn.listener.lmtp.tls", "starttls")
          .with("posthorn.listener.proxied.role", "mx")
          .with("posthorn.listener.proxied.port", PROXIED)
          .with("posthorn.listener.proxied.proxy-protocol", "true")
          .with("posthorn.listener.trusted-proxies", "127.0.0.1")
          .with("posthorn.filter.trusted", "127.0.0.0/8, 192.0.2.7"); // which has no name

  private static final Path TRANSCRIPTS =
      Path.of("../connectors/smtp/src/test/resources/transcripts");
  private static final AtomicInteger WORDS = new AtomicInteger();

  private final String word = "word" + WORDS.incrementAndGet();
  private final String message =
      "From: ann@client.example\r\nSubject: " + word + "\r\n\r\n" + word + " \u00e9\r\n";

  @Test
  void deliveredInPlainAndReadInPlainAndByTls() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      expect("250", smtp.mail("ann@client.example", USER, message));
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await(word)).endsWith(message).startsWith("Return-Path:");
    }
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imaps")).startTls()).login(USER)) {
      assertThat(imap.await(word)).endsWith(message);
    }
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imap"))).startTls().login(USER)) {
      assertThat(imap.await(word)).endsWith(message);
    }
  }

  @Test
  void deliveredAfterStartTls() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx")).startTls()) {
      expect("250", smtp.mail("ann@client.example", USER, message));
    }
    assertDelivered();
  }

  @Test
  void chunksBecomeOneMessage() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      smtp.envelope("ann@client.example", USER);
      String first = message.substring(0, 12);
      String rest = message.substring(12);
      smtp.wire.send("BDAT 12\r\n" + first + "BDAT " + rest.length() + " LAST\r\n" + rest);
      expect("250", smtp.reply());
      expect("250", smtp.reply());
    }
    assertDelivered();
  }

  @Test
  void aDraftIsSubmittedByItsUrl() throws Exception { // RFC 4468 §3.2
    try (BurlClient client =
        new BurlClient(
            new TcpLine("127.0.0.1", SERVER.port("imaps"), true),
            new TcpLine("127.0.0.1", SERVER.port("submissions"), true),
            USER,
            PASSWORD)) {
      String draft = "Bcc: secret@posthorn.test\r\n" + message.replace("ann@client.example", USER);
      String url = client.authorize("Drafts", client.append("Drafts", draft));
      assertThat(client.submit("user2@posthorn.test", url)).startsWith("250");
      String later = client.authorize("Drafts", client.append("Drafts", draft));
      client.reset();
      assertThat(client.submit("user2@posthorn.test", later)).startsWith("554 5.6.6");
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user2@posthorn.test")) {
      assertThat(imap.await(word)).contains("Subject: " + word).doesNotContain("secret@");
    }
  }

  @Test
  void lmtpAnswersForEachRecipient() throws Exception {
    try (SmtpTalk lmtp = new SmtpTalk(new Wire(SERVER.port("lmtp")))) {
      lmtp.demand("250", "LHLO client.example");
      lmtp.envelope("ann@client.example", USER);
      lmtp.demand("550", "RCPT TO:<nobody@posthorn.test>");
      lmtp.demand("250", "RCPT TO:<user2@posthorn.test>");
      lmtp.demand("354", "DATA");
      lmtp.wire.send(message + ".\r\n");
      expect("250", lmtp.reply());
      expect("250", lmtp.reply());
    }
    assertDelivered();
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user2@posthorn.test")) {
      assertThat(imap.await(word)).endsWith(message);
    }
  }

  @Test
  void whatWouldLeaveInSampleModeLiesInTheSendersInbox() throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("submission")).startTls().authPlain(USER)) {
      String own = message.replace("ann@client.example", USER);
      expect("250", smtp.mail(USER, "friend@far.example", own));
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await(word)).contains("Subject: " + word, word + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "SCRAM-SHA-256"})
  void submittedAfterEachMechanism(String mechanism) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("submission")).startTls()) {
      authenticate(smtp, mechanism);
      expect("250", smtp.mail(USER, USER, message.replace("ann@client.example", USER)));
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await(word)).contains("\r\nMessage-ID: <").contains("\r\nDate: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "SCRAM-SHA-256"})
  void submittedByImplicitTls(String mechanism) throws Exception {
    try (SmtpTalk smtp = new SmtpTalk(new Wire(SERVER.port("submissions")).startTls()).hello()) {
      authenticate(smtp, mechanism);
      expect("250", smtp.mail(USER, USER, message.replace("ann@client.example", USER)));
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await(word)).contains("Subject: " + word);
    }
  }

  @Test
  void scramOpensImapToo() throws Exception {
    try (ImapTalk imap = new ImapTalk(new Wire(SERVER.port("imap")))) {
      Scram scram = new Scram(USER, PASSWORD);
      imap.wire.send("a AUTHENTICATE SCRAM-SHA-256 " + scram.first() + "\r\n");
      imap.wire.send(scram.last(imap.response().substring(2)) + "\r\n");
      assertThat(scram.proven(imap.response().substring(2))).isTrue();
      imap.wire.send("\r\n");
      assertThat(imap.response()).startsWith("a OK");
    }
  }

  @Test
  void aWatcherHearsOfADelivery() throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user3@posthorn.test");
        SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      imap.say("SELECT INBOX").ok();
      imap.wire.send("i IDLE\r\n");
      assertThat(imap.response()).startsWith("+");
      expect("250", smtp.mail("ann@client.example", "user3@posthorn.test", message));
      assertThat(imap.response()).isEqualTo("* 1 EXISTS");
    }
  }

  @Test
  void annotationsAreKeptAndTold() throws Exception {
    String comment = "/private/" + word;
    try (ImapTalk setting = ImapTalk.user(SERVER.port("imap"), "user3@posthorn.test");
        ImapTalk watching = ImapTalk.user(SERVER.port("imap"), "user3@posthorn.test")) {
      watching.say("ENABLE METADATA").ok();
      watching.say("SELECT Drafts").ok();
      watching.wire.send("i IDLE\r\n");
      assertThat(watching.response()).startsWith("+");
      setting.say("SETMETADATA Drafts (" + comment + " ~{4+}\r\na\0b\n)").ok();
      assertThat(watching.response()).isEqualTo("* METADATA Drafts " + comment);
      setting.say("SETMETADATA Drafts (/shared/c \"d\")").ok();
      assertThat(watching.response()).isEqualTo("* METADATA Drafts /shared/c");
      setting
          .say("SETMETADATA \"\" (/private/filters/values/" + word + " \"SUBJECT " + word + "\")")
          .ok();
      assertThat(watching.response()).isEqualTo("* METADATA \"\" /private/filters/values/" + word);
      assertThat(setting.say("SETMETADATA \"\" (/shared/comment \"x\")").completion())
          .startsWith("NO [NOPERM]");
    }
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user3@posthorn.test")) {
      assertThat(imap.say("GETMETADATA Drafts " + comment).ok().text())
          .isEqualTo("* METADATA Drafts (" + comment + " ~{4}\r\na\0b\n)");
      assertThat(imap.say("LIST \"\" % RETURN (METADATA (/shared/c))").ok().lines())
          .contains("* METADATA Drafts (/shared/c \"d\")", "* METADATA INBOX (/shared/c NIL)");
      imap.say("SELECT Drafts").ok();
      imap.append("Drafts", message).ok();
      assertThat(imap.say("SEARCH FILTER " + word).ok().text()).contains("* SEARCH 1");
      imap.say("SETMETADATA Drafts (" + comment + " NIL /shared/c NIL)").ok();
    }
  }

  @Test
  void attachedDocumentsAreFoundByTheirWords() throws Exception { // RFC 6203 §4
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user3@posthorn.test")) {
      AttachedDocuments.areFound(imap, word);
    }
  }

  @Test
  void notificationsComeUnasked() throws Exception { // RFC 5465
    try (ImapTalk watching = ImapTalk.user(SERVER.port("imap"), USER);
        ImapTalk busy = ImapTalk.user(SERVER.port("imap"), USER)) {
      busy.say("CREATE " + word).ok();
      watching.say("ENABLE IMAP4rev2").ok(); // without RECENT
      watching.say("SELECT " + word).ok();
      watching
          .say(
              "NOTIFY SET (selected (MessageNew (uid body.peek[header.fields (subject)])"
                  + " MessageExpunge FlagChange)) (inboxes (MessageNew MessageExpunge)) (subtree "
                  + word
                  + " (MailboxName SubscriptionChange))")
          .ok();
      busy.append(word, message).ok();
      assertThat(watching.response()).isEqualTo("* 1 EXISTS");
      assertThat(watching.response())
          .startsWith("* 1 FETCH (UID 1 BODY[HEADER.FIELDS (subject)] {")
          .contains("Subject: " + word);
      busy.say("SELECT " + word).ok();
      busy.say("STORE 1 +FLAGS (\\Deleted)").ok();
      assertThat(watching.response()).isEqualTo("* 1 FETCH (UID 1 FLAGS (\\Deleted))");
      busy.say("EXPUNGE").ok();
      assertThat(watching.response()).isEqualTo("* 1 EXPUNGE");
      busy.say("CREATE " + word + "/a").ok();
      assertThat(List.of(watching.response(), watching.response()))
          .containsExactly(
              "* LIST (\\HasChildren) \"/\" " + word,
              "* LIST (\\HasNoChildren) \"/\" " + word + "/a");
      busy.say("RENAME " + word + "/a " + word + "/b").ok();
      assertThat(watching.response())
          .isEqualTo(
              "* LIST (\\HasNoChildren) \"/\" " + word + "/b (\"OLDNAME\" (" + word + "/a))");
      busy.say("SUBSCRIBE " + word + "/b").ok();
      assertThat(watching.response())
          .isEqualTo("* LIST (\\Subscribed \\HasNoChildren) \"/\" " + word + "/b");
      busy.say("UNSUBSCRIBE " + word + "/b").ok();
      assertThat(watching.response()).isEqualTo("* LIST (\\HasNoChildren) \"/\" " + word + "/b");
      busy.say("DELETE " + word + "/b").ok();
      assertThat(List.of(watching.response(), watching.response()))
          .containsExactly(
              "* LIST (\\HasNoChildren) \"/\" " + word,
              "* LIST (\\NonExistent) \"/\" " + word + "/b");
      try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
        expect("250", smtp.mail("ann@client.example", USER, message));
      }
      assertThat(watching.response()).startsWith("* STATUS INBOX (MESSAGES ");
      watching.say("NOTIFY NONE").ok();
      busy.append("INBOX", message).ok();
      assertThat(watching.say("NOOP").ok().lines()).isEmpty();
    }
  }

  @Test
  void aMailboxIsSharedAndWithdrawn() throws Exception { // RFC 4314
    String team = "\"Other Users/" + USER + '/' + word + '"';
    try (ImapTalk owner = ImapTalk.user(SERVER.port("imap"), USER);
        ImapTalk guest = ImapTalk.user(SERVER.port("imap"), "user2@posthorn.test")) {
      assertThat(guest.say("LIST \"\" Other*").ok().text()).doesNotContain(word);
      owner.say("CREATE " + word).ok();
      owner.append(word, message).ok();
      owner.say("SETACL " + word + " USER2@posthorn.test lrsi").ok();
      assertThat(owner.say("GETACL " + word).ok().text())
          .isEqualTo("* ACL " + word + ' ' + USER + " lrswipkxteacd user2@posthorn.test lrsi");
      assertThat(guest.say("LIST \"\" Other* RETURN (MYRIGHTS)").ok().text())
          .contains("* LIST (\\HasNoChildren) \"/\" " + team, "* MYRIGHTS " + team + " lrsi");
      assertThat(guest.say("SELECT " + team).ok().text())
          .contains("* 1 EXISTS", "[PERMANENTFLAGS (\\Seen)]");
      assertThat(guest.body(1)).isEqualTo(message);
      guest.say("STORE 1 +FLAGS (\\Seen)").ok();
      guest.append(team, message).ok();
      guest.say("COPY 1 " + team).ok();
      assertThat(guest.say("STORE 1 +FLAGS (\\Deleted)").completion()).startsWith("NO [NOPERM]");
      assertThat(guest.say("EXPUNGE").completion()).startsWith("NO [NOPERM]");
      assertThat(guest.say("CREATE \"Other Users/x\"").completion()).startsWith("NO [NOPERM]");
      owner.say("SELECT " + word).ok();
      assertThat(owner.search(word)).hasSize(3);
      assertThat(owner.say("SEARCH SEEN").ok().text()).isEqualTo("* SEARCH 1 3");
      owner.say("SETACL " + word + " user2@posthorn.test +tek").ok();
      guest.say("STORE 1 +FLAGS (\\Deleted)").ok();
      assertThat(guest.say("EXPUNGE").ok().lines()).contains("* 1 EXPUNGE");
      guest.say("CREATE " + team.substring(0, team.length() - 1) + "/sub\"").ok();
      assertThat(owner.say("NOOP").ok().lines()).contains("* 1 EXPUNGE");
      assertThat(owner.say("MYRIGHTS " + word + "/sub").ok().text()).endsWith("lrswipkxteacd");
      owner.say("SETMETADATA " + word + " (/shared/comment \"ours\")").ok();
      assertThat(guest.say("LIST \"\" Other* RETURN (METADATA (/shared/comment))").ok().lines())
          .contains("* METADATA " + team + " (/shared/comment \"ours\")");
      try (ImapTalk idle = ImapTalk.user(SERVER.port("imap"), "user2@posthorn.test")) {
        idle.say("SELECT " + team).ok();
        idle.wire.send("i IDLE\r\n");
        assertThat(idle.response()).startsWith("+");
        owner.say("DELETEACL " + word + " user2@posthorn.test").ok();
        assertThat(idle.response()).startsWith("* BYE");
      }
      assertThat(guest.say("FETCH 1 FLAGS").completion()).startsWith("NO [NONEXISTENT]");
    }
    try (ImapTalk guest = ImapTalk.user(SERVER.port("imap"), "user2@posthorn.test")) {
      assertThat(guest.say("SELECT " + team).completion()).startsWith("NO [NONEXISTENT]");
      assertThat(guest.say("LIST \"\" Other*").ok().lines()).hasSize(1);
    }
  }

  @Test
  void aFullAccountTakesNothingUntilThereIsRoom() throws Exception { // RFC 9208
    String full = word + "@posthorn.test";
    String account = "{\"address\":\"" + full + "\",\"password\":\"" + PASSWORD + "\"}";
    assertThat(admin("POST", "accounts", account)).contains("\"storageLimit\":null");
    String limits = "{\"storageLimit\":2048,\"messageLimit\":2,\"mailboxLimit\":7}";
    assertThat(admin("PATCH", "accounts/" + full, limits)).contains("\"storageLimit\":2048");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), full);
        SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"));
        SmtpTalk lmtp = new SmtpTalk(new Wire(SERVER.port("lmtp")))) {
      imap.append("INBOX", message).ok();
      assertThat(imap.append("INBOX", "x".repeat(2048)).completion()).startsWith("NO [OVERQUOTA]");
      smtp.demand("250", "MAIL FROM:<ann@client.example> SIZE=5000");
      smtp.demand("452 4.2.2", "RCPT TO:<" + full + ">");
      smtp.demand("250", "RCPT TO:<" + USER + ">");
      smtp.demand("250", "RSET");
      expect("250", smtp.mail("ann@client.example", full, message.replace(word, "second")));
      assertThat(imap.await("second")).isNotEmpty();
      lmtp.demand("250", "LHLO client.example");
      lmtp.demand("250", "MAIL FROM:<ann@client.example>");
      lmtp.demand("452 4.2.2", "RCPT TO:<" + full + ">");
      assertThat(imap.say("COPY 1 Sent").completion()).startsWith("NO [OVERQUOTA]");
      imap.say("CREATE one").ok();
      assertThat(imap.say("CREATE two").completion()).startsWith("NO [OVERQUOTA]");
      assertThat(imap.say("GETQUOTAROOT INBOX").ok().text())
          .isEqualTo(
              "* QUOTAROOT INBOX "
                  + full
                  + "\n* QUOTA "
                  + full
                  + " (STORAGE 1 2 MESSAGE 2 2 MAILBOX 7 7)");
      imap.say("STORE 1 +FLAGS.SILENT (\\Deleted)").ok();
      assertThat(imap.say("STATUS INBOX (DELETED DELETED-STORAGE)").ok().text())
          .isEqualTo("* STATUS INBOX (DELETED 1 DELETED-STORAGE " + message.length() + ")");
      imap.say("EXPUNGE").ok();
      lmtp.demand("250", "RCPT TO:<" + full + ">");
      imap.append("INBOX", message).ok();
      assertThat(admin("GET", "quota/" + full, ""))
          .contains("\"messages\":{\"used\":2,\"limit\":2}");
      assertThat(imap.say("SETQUOTA " + full + " ()").completion()).startsWith("NO [NOPERM]");
      try (ImapTalk admin = ImapTalk.user(SERVER.port("imap"), "admin@posthorn.test")) {
        assertThat(admin.say("CAPABILITY").ok().text()).contains(" QUOTASET");
        assertThat(admin.say("SETQUOTA " + full + " (MESSAGE 3)").ok().text())
            .isEqualTo("* QUOTA " + full + " (MESSAGE 2 3)");
      }
      imap.say("COPY 1 Sent").ok();
      assertThat(imap.say("COPY 1 Sent").completion()).startsWith("NO [OVERQUOTA]");
      imap.say("COPY 1 Trash").ok(); // a tenth more than three
    }
  }

  private static String admin(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + SERVER.port("http") + "/webapi/admin/v0/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Basic " + base64("admin@posthorn.test:" + PASSWORD))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void swaksDeliversInEveryWay() throws Exception {
    swaks("mx", "--body", "plain");
    swaks("mx", "--tls");
    swaks("lmtp", "--protocol", "LMTP");
    swaks("submission", "--tls", "--auth", "PLAIN");
    swaks("submission", "--tls", "--auth", "LOGIN");
    swaks("submissions", "--tls-on-connect", "--auth", "PLAIN");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      for (int i = 0; i < 100 && imap.await(word).length() > 0; i++) {
        if (imap.search(word).size() == 6) {
          return;
        }
        Thread.sleep(50);
      }
      assertThat(imap.search(word)).hasSize(6);
    }
  }

  @Test
  void aProxyBringsItsClient() throws Exception {
    String[] delivery = {
      "--server",
      "127.0.0.1",
      "--port",
      PROXIED,
      "--from",
      "ann@client.example",
      "--to",
      USER,
      "--header",
      "Subject: " + word,
      "--proxy-version",
      "2",
      "--proxy-family",
      "AF_INET",
      "--proxy-source",
      "192.0.2.7",
      "--proxy-source-port",
      "4000",
      "--proxy-dest",
      "198.51.100.9",
      "--proxy-dest-port",
      "25",
      "--tls"
    };
    Programs.run("swaks", delivery);
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await(word)).contains("([192.0.2.7])").doesNotContain("127.0.0.1");
    }
  }

  @Test
  void curlReadsBothWays() throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.say("CREATE " + word).ok();
      assertThat(imap.append(word, message).completion()).startsWith("OK [APPENDUID ");
    }
    for (String start :
        new String[] {
          "imap://127.0.0.1:" + SERVER.port("imap"), "imaps://127.0.0.1:" + SERVER.port("imaps")
        }) {
      String url = start + '/' + word + ";UID=1";
      assertThat(Programs.run("curl", "-sS", "-k", "-u", USER + ':' + PASSWORD, url))
          .contains("Subject: " + word);
    }
  }

  /** A full account, for the transcripts. */
  @BeforeAll
  static void stuff() throws Exception {
    String stuffed = Accounts.fresh(SERVER, "stuffed");
    assertThat(admin("PATCH", "accounts/" + stuffed, "{\"messageLimit\":0}"))
        .contains("\"messageLimit\":0");
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void transcript(String script) throws Exception {
    Transcript.of(script, Files.readString(TRANSCRIPTS.resolve(script), UTF_8))
        .play("127.0.0.1", SERVER.port(script.substring(0, script.indexOf('/'))));
  }

  static Stream<String> transcripts() throws IOException {
    try (Stream<Path> files = Files.walk(TRANSCRIPTS)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> TRANSCRIPTS.relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  private void swaks(String listener, String... more) throws Exception {
    boolean submission = listener.startsWith("submission");
    String[] fixed = {
      "--server",
      "127.0.0.1",
      "--port",
      SERVER.port(listener) + "",
      "--to",
      USER,
      "--from",
      submission ? USER : "ann@client.example",
      "--header",
      "Subject: " + word,
      "--auth-user",
      USER,
      "--auth-password",
      PASSWORD
    };
    int used = submission ? fixed.length : fixed.length - 4;
    Programs.run(
        "swaks",
        Stream.concat(Stream.of(fixed).limit(used), Stream.of(more)).toArray(String[]::new));
  }

  private void assertDelivered() throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      assertThat(imap.await(word)).endsWith(message);
    }
  }

  private static void authenticate(SmtpTalk smtp, String mechanism) throws Exception {
    switch (mechanism) {
      case "PLAIN" -> smtp.authPlain(USER);
      case "LOGIN" -> {
        smtp.demand("334", "AUTH LOGIN");
        smtp.demand("334", base64(USER));
        smtp.demand("235", base64(PASSWORD));
      }
      default -> {
        Scram scram = new Scram(USER, PASSWORD);
        String challenge = smtp.demand("334", "AUTH " + mechanism + ' ' + scram.first());
        String last = smtp.demand("334", scram.last(challenge.substring(4)));
        assertThat(scram.proven(last.substring(4))).isTrue();
        smtp.demand("235", "");
      }
    }
  }
}
