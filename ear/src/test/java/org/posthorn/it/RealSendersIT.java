package org.posthorn.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.dns.TestDnsServer;

/**
 * Postfix, with OpenDKIM, and swaks send good, bad and forged mail of a world of test domains: it
 * comes to the right mailbox, or to none, with the right fields, and the trace tells.
 */
class RealSendersIT {
  private static final Pattern UID = Pattern.compile("\\* SEARCH ([0-9]+)");
  private static final String ADMIN = "admin@posthorn.test:posthorn";
  private static final TestDnsServer DNS = TestDnsServer.start();
  private static final RunningServer SERVER = new RunningServer();
  private static OwnPostfix postfix;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startServers() throws Exception {
    postfix = OwnPostfix.sendingTo(SERVER.port("mx"));
    DNS.add("good.test", "TXT", "\"v=spf1 ip4:127.0.0.1 -all\"")
        .add("_dmarc.good.test", "TXT", "\"v=DMARC1; p=reject; adkim=s\"")
        .add("one._domainkey.good.test", "TXT", postfix.keyRecord())
        .add("mail.good.test", "A", "127.0.0.1")
        .add("1.0.0.127.in-addr.arpa", "PTR", "mail.good.test.")
        .add("bank.test", "TXT", "\"v=spf1 -all\"")
        .add("_dmarc.bank.test", "TXT", "\"v=DMARC1; p=reject\"")
        .add("lax.test", "TXT", "\"v=spf1 ip4:192.0.2.1 -all\"")
        .add("_dmarc.lax.test", "TXT", "\"v=DMARC1; p=quarantine\"")
        .add("spam.test", "TXT", "\"v=spf1 ip4:127.0.0.2 -all\"")
        .add("mx.spam.test", "A", "127.0.0.2")
        .add("2.0.0.127.in-addr.arpa", "PTR", "mx.spam.test.")
        .add("2.0.0.127.bl.test", "A", "127.0.0.2"); // a list of bad clients, which has one
    SERVER
        .with("posthorn.dns.resolvers", DNS.resolver())
        .with("posthorn.dns.dnssec", "off")
        .with("posthorn.checks.exempt", "none")
        .with("posthorn.filter.trusted", "none")
        .start();
    HttpResponse<String> set =
        new RealSendersIT()
            .call(
                "PUT",
                "filter-settings/server",
                "{\"firstTimeDelay\":0,\"blocklists\":[\"bl.test\"]}");
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  @AfterAll
  static void stopServers() throws Exception {
    if (postfix != null) {
      postfix.close();
    }
    SERVER.close();
    DNS.close();
  }

  @Test
  void goodMailComesToTheInboxWithGoodResults() throws Exception {
    throughPostfix("bob@good.test", "bob@good.test", "genuine");
    assertThat(received("INBOX", "genuine"))
        .startsWith("Return-Path: <bob@good.test>\r\n")
        .contains(
            "\tdkim=pass (2048-bit key) header.d=good.test header.s=one",
            "\tspf=pass smtp.mailfrom=bob@good.test",
            "\tdmarc=pass (p=reject disposition=none) header.from=good.test",
            "\tiprev=pass policy.iprev=127.0.0.1",
            "\r\nReceived-SPF: Pass ",
            "\r\nX-Posthorn-Reason: ");
    assertThat(trace("sender=bob@good.test", "\"delivered\""))
        .contains("\"accepted\"", "dmarc", USER);
  }

  @Test
  void forgedMailIsRefusedAndComesBackToPostfix() throws Exception {
    throughPostfix("eve@good.test", "service@bank.test", "phished");
    await("Postfix hears it", () -> postfix.log().contains("550 5.7.26"));
    assertThat(postfix.log()).containsPattern("to=<" + USER + ">.*status=bounced .*550 5\\.7\\.26");
    for (String mailbox : new String[] {"INBOX", "Junk"}) {
      assertThat(search(mailbox, "phished")).as(mailbox).isEmpty();
    }
    assertThat(trace("sender=eve@good.test", "\"refused\"")).contains("5.7.26");
  }

  @Test
  void mailThatIsToBeQuarantinedComesToTheJunk() throws Exception {
    throughPostfix("eve@good.test", "dan@lax.test", "doubtful");
    assertThat(received("Junk", "doubtful"))
        .contains("dmarc=fail (p=quarantine disposition=quarantine) header.from=lax.test");
  }

  @Test
  void badMailOfAListedClientIsKeptAmongTheRejects() throws Exception {
    String said =
        swaks(
            SERVER.port("mx"),
            "ann@spam.test",
            "ann@spam.test",
            "cheap",
            "--tls",
            "--local-interface",
            "127.0.0.2");
    assertThat(said).contains("451 4.3.0 ");
    assertThat(received("Rejects", "cheap"))
        .contains("\r\nX-Posthorn-Reason: dns-blocklisted; ", "zone=bl.test", "spf=pass");
    assertThat(trace("sender=ann@spam.test", "dns-blocklisted")).contains(USER);
  }

  @Test
  void aForgedResultOfOurOwnIsTakenOut() throws Exception {
    throughPostfix(
        "bob@good.test",
        "bob@good.test",
        "flattered",
        "--header",
        "Authentication-Results: localhost; dmarc=pass header.from=bank.test");
    assertThat(received("INBOX", "flattered"))
        .contains("dmarc=pass (p=reject disposition=none) header.from=good.test");
  }

  private static void throughPostfix(String sender, String author, String subject, String... more)
      throws Exception {
    assertThat(swaks(postfix.port(), sender, author, subject, more)).contains("queued as ");
  }

  // it ends badly when mail is refused, which is for the test to judge
  private static String swaks(
      int port, String sender, String author, String subject, String... more) throws Exception {
    String[] all = {
      "-c",
      "/usr/bin/swaks \"$@\" || true",
      "swaks",
      "--server",
      "127.0.0.1",
      "--port",
      Integer.toString(port),
      "--helo",
      "mail.good.test",
      "--from",
      sender,
      "--to",
      USER,
      "--h-From",
      author,
      "--h-To",
      USER,
      "--h-Subject",
      subject,
      "--body",
      "Hello."
    };
    return Programs.run(
        "sh", Stream.concat(Stream.of(all), Stream.of(more)).toArray(String[]::new));
  }

  private static String received(String mailbox, String subject) throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      for (int i = 0; i < 200; i++) {
        imap.say("SELECT " + mailbox);
        Matcher uid = UID.matcher(imap.say("UID SEARCH SUBJECT " + subject).text());
        if (uid.find()) {
          return imap.body(Long.parseLong(uid.group(1)));
        }
        Thread.sleep(100);
      }
    }
    throw new AssertionError("no message about " + subject + "; Postfix: " + postfix.log());
  }

  private static String search(String mailbox, String subject) throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), USER)) {
      imap.say("SELECT " + mailbox);
      Matcher uid = UID.matcher(imap.say("UID SEARCH SUBJECT " + subject).text());
      return uid.find() ? uid.group(1) : "";
    }
  }

  private String trace(String query, String wanted) throws Exception {
    String found = "";
    for (int i = 0; i < 200 && !found.contains(wanted); i++) {
      Thread.sleep(100);
      HttpResponse<String> answer = call("GET", "trace?" + query, "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      found = answer.body();
    }
    assertThat(found).contains(wanted);
    return found;
  }

  private static void await(String what, BooleanSupplier happened) throws InterruptedException {
    for (int i = 0; i < 200 && !happened.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
    assertThat(happened.getAsBoolean()).as(what + ": " + postfix.log()).isTrue();
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
}
