package org.posthorn.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.dns.TestDnsServer;

/** Mail is taken, filed or refused by what its recipient has said of earlier mail. */
class FilterIT {
  private static final Pattern UID = Pattern.compile("\\* SEARCH ([0-9]+)");
  private static final String OTHER = "user2@posthorn.test";
  private static final String ADMIN = "admin@posthorn.test:posthorn";
  private static final TestDnsServer DNS = TestDnsServer.start();
  private static final RunningServer SERVER = new RunningServer();

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startServer() throws Exception {
    for (String domain :
        new String[] {"eve.test", "shop.test", "club.test", "duo.test", "each.test"}) {
      DNS.add(domain, "TXT", "\"v=spf1 ip4:127.0.0.0/8 -all\"");
    }
    DNS.add("1.0.0.127.in-addr.arpa", "PTR", "mx.shop.test.").add("mx.shop.test", "A", "127.0.0.1");
    SERVER
        .with("posthorn.dns.resolvers", DNS.resolver())
        .with("posthorn.dns.dnssec", "off")
        .with("posthorn.checks.exempt", "none")
        .with("posthorn.filter.trusted", "none")
        .start();
    new FilterIT().put("filter-settings/server", "{\"firstTimeDelay\":0}");
  }

  @AfterAll
  static void stopServer() throws Exception {
    SERVER.close();
    DNS.close();
  }

  @Test
  void whatWasMovedToTheJunkIsRefusedTheNextTime() throws Exception {
    expect("250", sent("eve@eve.test", "first"));
    assertThat(received("INBOX", "first")).contains("\r\nX-Posthorn-Reason: no-bad-signals; ");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.say("SELECT INBOX").ok();
      Matcher uid = UID.matcher(imap.say("UID SEARCH SUBJECT first").ok().text());
      assertThat(uid.find()).isTrue();
      imap.say("UID MOVE " + uid.group(1) + " Junk").ok();
    }
    String answer = "";
    for (int i = 0; i < 60 && !answer.startsWith("451"); i++) {
      Thread.sleep(1_000);
      answer = sent("eve@eve.test", "again" + i);
    }
    assertThat(answer).startsWith("451 4.3.0");
    assertThat(received("Rejects", "again")).contains("X-Posthorn-Reason: msgfromfull");
    assertThat(SERVER.log()).contains("event=unwanted").contains("reason=msgfromfull");
  }

  @Test
  void listedSendersAreRefused() throws Exception {
    expect("250", sent("bob@shop.test", "welcome"));
    put("filter-senders/posthorn.test", "{\"pattern\":\"shop.test\",\"allowed\":false}");
    expect("550", sent("bob@shop.test", "unwelcome"));
    assertThat(call("DELETE", "filter-senders/posthorn.test?pattern=shop.test", "").statusCode())
        .isEqualTo(204);
    expect("250", sent("bob@shop.test", "welcome-again"));
  }

  @Test
  void rulesFileMail() throws Exception {
    HttpResponse<String> rules =
        put(
            "filter-rules/" + USER,
            "{\"rules\":[{\"verifiedDomain\":\"club.test\",\"mailbox\":\"Club\"}]}");
    assertThat(rules.body()).contains("\"mailbox\":\"Club\"");
    assertThat(call("PUT", "filter-rules/" + USER, "{\"rules\":[{\"author\":\"(\"}]}").statusCode())
        .isEqualTo(400);
    expect("250", sent("carl@club.test", "dinner"));
    assertThat(received("Club", "dinner")).contains("Subject: dinner");
  }

  @Test
  void whatOneOfTwoRefusesComesToTheirJunk() throws Exception {
    put("filter-senders/" + USER, "{\"pattern\":\"duo.test\",\"allowed\":false}");
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      toBoth(smtp, "dan@duo.test", "");
      expect("250", smtp.say(message("dan@duo.test", "for-both") + "."));
    }
    assertThat(received("Junk", "for-both")).doesNotContain("X-Posthorn-Reason: "); // for both
    assertThat(received(OTHER, "INBOX", "for-both")).contains("Subject: for-both");
  }

  @Test
  void whoAsksIsToldOfEachRecipient() throws Exception {
    put("filter-senders/" + USER, "{\"pattern\":\"each.test\",\"allowed\":false}");
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      toBoth(smtp, "eli@each.test", " PRDR"); // draft-hall-prdr-00 §4
      expect("353", smtp.say(message("eli@each.test", "one-by-one") + "."));
      expect("550", smtp.reply());
      expect("250", smtp.reply());
      expect("250", smtp.reply());
    }
    assertThat(received(OTHER, "INBOX", "one-by-one")).contains("Subject: one-by-one");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      for (String mailbox : new String[] {"INBOX", "Junk"}) {
        imap.say("SELECT " + mailbox).ok();
        assertThat(imap.search("one-by-one")).as(mailbox).isEmpty();
      }
    }
  }

  private static void toBoth(SmtpTalk smtp, String from, String parameters) throws Exception {
    smtp.demand("250", "MAIL FROM:<" + from + '>' + parameters);
    smtp.demand("250", "RCPT TO:<" + USER + '>');
    smtp.demand("250", "RCPT TO:<" + OTHER + '>');
    smtp.demand("354", "DATA");
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    HttpResponse<String> response = call("PUT", path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + SERVER.port("http") + "/webapi/admin/v0/" + path))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(ADMIN.getBytes(US_ASCII)))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String sent(String from, String subject) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      return smtp.mail(from, USER, message(from, subject));
    }
  }

  private static String message(String from, String subject) {
    return """
        Date: Mon, 30 Nov 2026 02:00:00 +0000
        From: %s
        To: %s
        Message-ID: <%s@test>
        Subject: %s

        body
        """
        .formatted(from, USER, subject, subject)
        .replace("\n", "\r\n");
  }

  private static String received(String mailbox, String subject) throws Exception {
    return received(USER, mailbox, subject);
  }

  private static String received(String user, String mailbox, String subject) throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), user)) {
      for (int i = 0; i < 200; i++) {
        imap.say("SELECT " + mailbox);
        Matcher uid = UID.matcher(imap.say("UID SEARCH SUBJECT " + subject).text());
        if (uid.find()) {
          return imap.body(Long.parseLong(uid.group(1)));
        }
        Thread.sleep(100);
      }
    }
    throw new AssertionError("no message about " + subject);
  }
}
