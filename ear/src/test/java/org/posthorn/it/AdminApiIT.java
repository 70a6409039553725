package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Domains and accounts are managed by JSON over HTTP. */
class AdminApiIT {
  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer().with("posthorn.http.trusted-proxies", "127.0.0.1");

  private static final String ADMIN = "admin@posthorn.test:posthorn";
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]*)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void domainsAndAccountsComeAndGo() throws Exception {
    HttpResponse<String> domain = call("POST", "domains", "{\"name\":\"Come.test\"}");
    assertThat(domain.statusCode()).isEqualTo(201);
    assertThat(domain.body()).contains("\"name\":\"come.test\"");
    assertThat(call("GET", location(domain), "").body()).isEqualTo(domain.body());
    assertThat(call("POST", "domains", "{\"name\":\"COME.test\"}").statusCode()).isEqualTo(409);
    assertThat(call("PATCH", "domains/come.test", "{\"description\":\"a note\"}").body())
        .contains("\"description\":\"a note\"");

    HttpResponse<String> account = create("ann@come.test", "password 1");
    assertThat(account.statusCode()).isEqualTo(201);
    assertThat(call("GET", location(account), "").body()).isEqualTo(account.body());
    assertThat(create("ANN@come.test", "password 1").statusCode()).isEqualTo(409);
    assertThat(call("DELETE", "domains/come.test", "").statusCode()).isEqualTo(409);
    assertThat(call("DELETE", "accounts/ann@come.test", "").statusCode()).isEqualTo(204);
    assertThat(call("GET", "accounts/ann@come.test", "").statusCode()).isEqualTo(404);
    assertThat(call("DELETE", "domains/come.test", "").statusCode()).isEqualTo(204);
    assertThat(call("GET", "domains/come.test", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aNewDomainHasKeysThatCanBeExchanged() throws Exception {
    call("POST", "domains", "{\"name\":\"keys.test\"}");
    String list = call("GET", "domains/keys.test/dkim-keys", "").body();
    assertThat(list)
        .contains("rsa-sha256")
        .contains("ed25519-sha256")
        .contains("\"state\":\"active\"")
        .contains("._domainkey.keys.test\",\"recordText\":\"v=DKIM1; k=rsa; ")
        .doesNotContain("private");
    HttpResponse<String> made =
        call(
            "POST",
            "domains/keys.test/dkim-keys",
            "{\"algorithm\":\"ed25519-sha256\",\"selector\":\"next\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).contains("\"state\":\"pending\"").contains("k=ed25519");
    assertThat(call("GET", location(made), "").body()).isEqualTo(made.body());
    String key = "domains/keys.test/dkim-keys/next";
    assertThat(call("PATCH", key, "{\"state\":\"active\"}").body()).contains("\"active\"");
    assertThat(call("GET", "domains/keys.test/dkim-keys", "").body())
        .contains("\"state\":\"retired\"")
        .contains("\"notAfter\":");
    assertThat(call("DELETE", key, "").statusCode()).isEqualTo(409);
    assertThat(call("PATCH", key, "{\"state\":\"pending\"}").statusCode()).isEqualTo(400);
    assertThat(call("PATCH", key, "{\"state\":\"retired\"}").statusCode()).isEqualTo(200);
    assertThat(call("DELETE", key, "").statusCode()).isEqualTo(204);
    assertThat(call("GET", key, "").statusCode()).isEqualTo(404);
    assertThat(call("POST", "domains/keys.test/dkim-keys", "{\"algorithm\":\"dsa\"}").statusCode())
        .isEqualTo(400);
    assertThat(call("GET", "domains/none.test/dkim-keys", "").statusCode()).isEqualTo(404);
    assertThat(call("DELETE", "domains/keys.test", "").statusCode()).isEqualTo(204);
  }

  @Test
  void accountsHaveLimits() throws Exception {
    call("POST", "domains", "{\"name\":\"limit.test\"}");
    String account =
        "{\"address\":\"a@limit.test\",\"password\":\"password 1\",\"messageLimit\":5}";
    assertThat(call("POST", "accounts", account).body()).contains("\"messageLimit\":5");
    assertThat(call("PATCH", "accounts/a@limit.test", "{\"storageLimit\":-1}").body())
        .contains("\"storageLimit\":-1,\"messageLimit\":5,\"mailboxLimit\":null");
    assertThat(call("PATCH", "accounts/a@limit.test", "{\"messageLimit\":null}").body())
        .contains("\"messageLimit\":null");
    assertThat(call("GET", "quota/a@limit.test", "").body())
        .contains("\"mailboxes\":{\"used\":6,\"limit\":null}");
    assertThat(call("GET", "quota/b@limit.test", "").statusCode()).isEqualTo(404);
    for (String wrong : List.of("-2", "1.5", "\"5\"", "9223372036854775808", "true")) {
      HttpResponse<String> refused =
          call("PATCH", "accounts/a@limit.test", "{\"mailboxLimit\":" + wrong + "}");
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(refused.body()).contains("mailboxLimit");
    }
  }

  @Test
  void mailForAnAliasReachesItsMembers() throws Exception {
    call("POST", "domains", "{\"name\":\"list.test\"}");
    create("ann@list.test", "posthorn");
    String members =
        "\"members\":[{\"address\":\"user1@posthorn.test\"},"
            + "{\"address\":\"ann@list.test\",\"posts\":true}]";
    HttpResponse<String> made = call("PUT", "aliases/team@list.test", "{" + members + "}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body()).contains("\"posting\":\"anyone\"", "\"posts\":true");
    assertThat(call("GET", "aliases/team@list.test", "").body()).isEqualTo(made.body());
    assertThat(call("GET", "aliases", "").body()).contains(made.body());
    assertThat(call("PUT", "aliases/ann@list.test", "{" + members + "}").statusCode())
        .isEqualTo(409);
    assertThat(call("PUT", "aliases/x@list.test", "{\"members\":[]}").statusCode()).isEqualTo(400);
    assertThat(call("DELETE", "domains/list.test", "").statusCode()).isEqualTo(409);

    SmtpTalk.expect("250", toTeam("bob@client.example", "first"));
    assertThat(inbox("ann@list.test", "first")).isTrue();
    assertThat(inbox("user1@posthorn.test", "first")).isTrue();

    call("PUT", "aliases/team@list.test", "{" + members + ",\"posting\":\"chosen\"}");
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      smtp.demand("250", "MAIL FROM:<bob@client.example>");
      smtp.demand("550 5.7.2", "RCPT TO:<team@list.test>");
    }
    SmtpTalk.expect("250", toTeam("ann@list.test", "second"));
    assertThat(inbox("user1@posthorn.test", "second")).isTrue();
    assertThat(call("DELETE", "aliases/team@list.test", "").statusCode()).isEqualTo(204);
    assertThat(call("GET", "aliases/team@list.test", "").statusCode()).isEqualTo(404);
  }

  private static String toTeam(String from, String subject) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      String message = "From: " + from + "\r\nSubject: " + subject + "\r\n\r\nbody\r\n";
      return smtp.mail(from, "team@list.test", message);
    }
  }

  private static boolean inbox(String user, String subject) throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), user)) {
      imap.say("SELECT INBOX").ok();
      for (int i = 0; i < 100; i++) {
        if (imap.say("SEARCH SUBJECT " + subject).ok().text().matches("(?s).*SEARCH [0-9].*")) {
          return true;
        }
        TimeUnit.MILLISECONDS.sleep(100);
        imap.say("NOOP").ok();
      }
    }
    return false;
  }

  @Test
  void theOutgoingQueueIsSeenAndChanged() throws Exception {
    HttpResponse<String> rule =
        call("POST", "queue/hold-rules", "{\"recipientDomain\":\"Far.example\"}");
    assertThat(rule.statusCode()).as(rule.body()).isEqualTo(201);
    assertThat(rule.body()).contains("\"account\":null", "\"recipientDomain\":\"far.example\"");
    assertThat(call("GET", "queue/hold-rules", "").body()).contains(rule.body());
    try (SmtpTalk smtp =
        SmtpTalk.plain(SERVER.port("submission")).startTls().authPlain("user1@posthorn.test")) {
      String message = "From: user1@posthorn.test\r\nSubject: far\r\n\r\nfar\r\n";
      SmtpTalk.expect("250", smtp.mail("user1@posthorn.test", "bob@far.example", message));
      SmtpTalk.expect("250", smtp.mail("user1@posthorn.test", "eve@far.example", message));
    }
    awaitQueued(2);
    String listed = call("GET", "queue?account=user1@posthorn.test&held=true", "").body();
    assertThat(listed)
        .contains("\"sender\":\"user1@posthorn.test\"", "\"recipient\":\"bob@far.example\"")
        .contains("\"state\":\"waiting\"", "\"attempts\":0");
    String first = call("GET", "queue?recipientDomain=far.example&limit=1&order=oldest", "").body();
    Matcher next = Pattern.compile("\"next\":\"(\\d+-\\d+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    String second =
        call("GET", "queue?recipientDomain=far.example&order=oldest&after=" + next.group(1), "")
            .body();
    assertThat(List.of(first, second))
        .anyMatch(page -> page.contains("bob@far.example"))
        .anyMatch(page -> page.contains("eve@far.example"));
    assertThat(change("drop", "{\"recipient\":\"bob@\"}")).isEqualTo("{\"changed\":1}");
    assertThat(change("fail", "{\"recipientDomain\":\"far.example\"}"))
        .isEqualTo("{\"changed\":1}");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user1@posthorn.test")) {
      assertThat(imap.await("\"could not be delivered\""))
          .contains("eve@far.example", "Status: 5.7.1");
    }
    assertThat(call("GET", "queue?recipientDomain=far.example", "").body())
        .isEqualTo("{\"items\":[]}");
    assertThat(call("GET", "queue/retired?recipientDomain=far.example", "").body())
        .contains("bob@far.example", "eve@far.example", "\"state\":\"failed\"");
    HttpResponse<String> wrong =
        call("POST", "queue/changes", "{\"action\":\"burn\",\"filter\":{}}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(call("POST", "queue/changes", "{\"action\":\"drop\"}").statusCode()).isEqualTo(400);
    assertThat(call("GET", "queue?order=random", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "queue?nextFrom=tomorrow", "").statusCode()).isEqualTo(400);
    String ruleId = rule.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    assertThat(call("DELETE", "queue/hold-rules/" + ruleId, "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", "queue/hold-rules/" + ruleId, "").statusCode()).isEqualTo(404);
  }

  private String change(String action, String filter) throws Exception {
    return call(
            "POST", "queue/changes", "{\"action\":\"" + action + "\",\"filter\":" + filter + "}")
        .body();
  }

  private void awaitQueued(int messages) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (call("GET", "queue?recipientDomain=far.example", "").body().split("\"id\":").length
        <= messages) {
      assertThat(System.nanoTime()).as("within 30 s").isLessThan(end);
      Thread.sleep(100);
    }
  }

  @Test
  void commandsAreCounted() throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user1@posthorn.test")) {
      imap.say("ID (\"name\" \"Thunderbird\" \"version\" \"140\")");
      imap.say("NOOP");
      imap.say("NONSENSE");
    }
    assertThat(SERVER.get("/metrics").body())
        .containsPattern("imap_commands_total\\{client=\"Thunderbird\",command=\"NOOP\".*\\} 1\n")
        .containsPattern("imap_commands_total\\{client=\"Thunderbird\",command=\"BAD\".*\\} 1\n");
  }

  @Test
  void usersSeeWhatIsSaidOfTheServer() throws Exception {
    assertThat(call("PUT", "annotations/shared/comment", "{\"value\":\"Down at noon\"}").body())
        .isEqualTo("{\"entry\":\"/shared/comment\",\"value\":\"Down at noon\"}");
    assertThat(call("GET", "annotations", "").body()).contains("Down at noon");
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "user1@posthorn.test")) {
      imap.say("ENABLE METADATA").ok(); // RFC 5464 §4.1: else nothing is told unasked
      assertThat(imap.say("GETMETADATA \"\" /shared/comment").ok().text())
          .isEqualTo("* METADATA \"\" (/shared/comment \"Down at noon\")");
      assertThat(call("DELETE", "annotations/shared/comment", "").statusCode()).isEqualTo(204);
      assertThat(imap.say("NOOP").ok().text()).isEqualTo("* METADATA \"\" /shared/comment");
    }
    assertThat(call("GET", "annotations/shared/comment", "").statusCode()).isEqualTo(404);
    assertThat(call("DELETE", "annotations/shared/comment", "").statusCode()).isEqualTo(404);
    HttpResponse<String> wrong = call("PUT", "annotations/shared/admin", "{\"value\":\"me\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("is not a URI");
  }

  @Test
  void onlyAdministratorsPass() throws Exception {
    assertThat(send("GET", "domains", "", "").statusCode()).isEqualTo(401);
    HttpResponse<String> wrong = send("GET", "domains", "", "admin@posthorn.test:wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
    assertProblem(wrong);
    assertThat(send("GET", "domains", "", "user1@posthorn.test:posthorn").statusCode())
        .isEqualTo(403);
    assertThat(send("OPTIONS", "domains", "", "").headers().firstValue("Allow").orElse(""))
        .contains("POST");
  }

  @Test
  void aPatchChangesWhatItNames() throws Exception { // RFC 7396
    call("POST", "domains", "{\"name\":\"patch.test\",\"description\":\"a note\"}");
    assertThat(call("PATCH", "domains/patch.test", "{}").body()).contains("a note");
    HttpRequest removal =
        request("domains/patch.test", ADMIN)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"description\":null}"))
            .build();
    assertThat(http.send(removal, HttpResponse.BodyHandlers.ofString()).body())
        .contains("\"description\":\"\"");
    assertThat(call("PATCH", "domains/none.test", "{}").statusCode()).isEqualTo(404);
    assertThat(call("PATCH", "accounts/user2@posthorn.test", "{\"disabled\":null}").body())
        .contains("disabled must be true or false");
  }

  @Test
  void newPasswordAndNewAddressLogInAndOldPasswordDoesNot() throws Exception {
    call("POST", "domains", "{\"name\":\"pass.test\"}");
    call(
        "POST",
        "accounts",
        "{\"address\":\"boss@pass.test\",\"password\":\"old password\",\"admin\":true}");
    assertThat(send("GET", "domains", "", "boss@pass.test:old password").statusCode())
        .isEqualTo(200);
    assertThat(
            call(
                    "PATCH",
                    "accounts/boss@pass.test",
                    "{\"password\":\"new pässword\",\"addAddresses\":[\"chief/a@pass.test\"]}")
                .statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "domains", "", "boss@pass.test:old password").statusCode())
        .isEqualTo(401);
    assertThat(send("GET", "domains", "", "chief/a@pass.test:new pässword").statusCode())
        .isEqualTo(200);
    assertThat(call("GET", "accounts/chief/a@pass.test", "").body())
        .contains("\"address\":\"boss@pass.test\"");
    call("PATCH", "accounts/boss@pass.test", "{\"disabled\":true}");
    assertThat(send("GET", "domains", "", "boss@pass.test:new pässword").statusCode())
        .isEqualTo(401);
  }

  @Test
  void pagesShowEveryAccountOnce() throws Exception {
    call("POST", "domains", "{\"name\":\"page.test\"}");
    for (int i = 0; i < 5; i++) {
      assertThat(create("u" + i + "@page.test", "password").statusCode()).isEqualTo(201);
    }
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      String page = call("GET", "accounts?limit=2&after=" + after, "").body();
      Pattern.compile("\"address\":\"(u\\d@page\\.test)\"")
          .matcher(page)
          .results()
          .forEach(found -> seen.add(found.group(1)));
      Matcher next = NEXT.matcher(page);
      after = next.find() ? next.group(1) : "";
    } while (!after.isEmpty());
    assertThat(seen)
        .containsExactly(
            "u0@page.test", "u1@page.test", "u2@page.test", "u3@page.test", "u4@page.test");
  }

  @Test
  void badRequestsAreExplained() throws Exception {
    HttpResponse<String> wrong =
        call("POST", "accounts", "{\"address\":\"u1\",\"pasword\":\"x\",\"admin\":3}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertProblem(wrong);
    assertThat(wrong.body())
        .contains("{\"field\":\"pasword\",\"reason\":\"is unknown, did you mean password?\"}")
        .contains("{\"field\":\"address\",\"reason\":\"is not a mail address\"}")
        .contains("{\"field\":\"password\",\"reason\":\"is missing\"}")
        .contains("{\"field\":\"admin\",\"reason\":\"must be true or false\"}");
    assertThat(create("u@elsewhere.test", "password").statusCode()).isEqualTo(400);
    assertThat(create("u@posthorn.test", "short").body()).contains("\"field\":\"password\"");
    assertThat(call("POST", "domains", "[]").statusCode()).isEqualTo(400);
    assertThat(call("POST", "domains", "{\"name\":").statusCode()).isEqualTo(400);
    assertThat(call("POST", "domains", "[".repeat(10_000)).statusCode()).isEqualTo(400);
    assertThat(call("POST", "domains", "{\"a\":".repeat(10_000)).statusCode()).isEqualTo(400);
    assertThat(call("POST", "domains", " ".repeat(70_000)).statusCode()).isEqualTo(413);
    HttpResponse<String> last =
        call("PATCH", "accounts/admin@posthorn.test", "{\"disabled\":true}");
    assertThat(last.statusCode()).isEqualTo(409);
    assertThat(last.body()).contains("disabled must stay false: there is no other administrator");
    assertThat(call("GET", "accounts?limit=many", "").statusCode()).isEqualTo(400);
    assertThat(call("PUT", "domains", "{}").statusCode()).isEqualTo(405);
    assertProblem(call("GET", "nothing", ""));
  }

  @Test
  void manyAccountsAreCreatedByOneRequest() throws Exception {
    call("POST", "domains", "{\"name\":\"batch.test\"}");
    StringBuilder all = new StringBuilder("{\"accounts\":[");
    for (int i = 0; i < 20; i++) {
      all.append("{\"address\":\"u" + i + "@batch.test\",\"password\":\"posthorn\"},");
    }
    all.append("{\"address\":\"U0@batch.test\",\"password\":\"posthorn\"},");
    all.append("{\"address\":\"v@batch.test\",\"pasword\":\"password 1\"}]}");
    HttpResponse<String> answer = call("POST", "account-batches", all.toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().split("\"status\":201", -1)).hasSize(21);
    assertThat(answer.body())
        .contains("{\"status\":409,\"errors\":[{\"field\":\"address\"")
        .contains("{\"field\":\"pasword\",\"reason\":\"is unknown, did you mean password?\"}");
    assertThat(call("GET", "accounts/u19@batch.test", "").statusCode()).isEqualTo(200);
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), "u19@batch.test")) {
      imap.say("SELECT INBOX").ok();
    }
  }

  @Test
  void failuresCountForTheClientAndNotForItsProxy() throws Exception {
    int tries = 0;
    while (behindProxy("192.0.2.9", "user3@posthorn.test:wrong" + tries).statusCode() == 401) {
      assertThat(++tries).isLessThan(20);
    }
    HttpResponse<String> refused = behindProxy("192.0.2.9", "user3@posthorn.test:wrong");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(behindProxy("192.0.2.10", ADMIN).statusCode()).isEqualTo(200);
    assertThat(call("GET", "domains", "").statusCode()).isEqualTo(200);
    assertThat(call("GET", "login-blocks", "").body())
        .contains("{\"kind\":\"pair\",\"name\":\"user3@posthorn.test 192.0.2.9\"");
    String block = "login-blocks/pair/user3@posthorn.test%20192.0.2.9";
    assertThat(call("DELETE", block, "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", block, "").statusCode()).isEqualTo(404);
    assertThat(behindProxy("192.0.2.9", "user3@posthorn.test:posthorn").statusCode())
        .isEqualTo(403);
  }

  private HttpResponse<String> behindProxy(String client, String credentials) throws Exception {
    HttpRequest request =
        request("domains", credentials).header("X-Forwarded-For", client).GET().build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void writesNeedTheJsonContentType() throws Exception { // so no form of another site can write
    HttpRequest request =
        request("domains", ADMIN)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"forged.test\"}"))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(415);
    assertProblem(answer);
    assertThat(call("GET", "domains/forged.test", "").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyAdministratorsHaveDiskSpaceFreedAndMistakesAreTold() throws Exception {
    assertThat(send("POST", "content-sweep", "{}", "user1@posthorn.test:posthorn").statusCode())
        .isEqualTo(403);
    assertThat(call("GET", "content-sweep", "").body())
        .isEqualTo("{\"running\":false,\"last\":null}");
    for (String wrong : List.of("7 days", "-PT1S", "P7")) {
      HttpResponse<String> refused =
          call("POST", "content-sweep", "{\"keepExpunged\":\"" + wrong + "\"}");
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(refused.body()).contains("keepExpunged");
    }
  }

  @Test
  void serversAreListedWithWhatTheyDo() throws Exception {
    HttpResponse<String> listed = call("GET", "servers", "");
    assertThat(listed.body()).contains("\"answering\":true", "\"state\":\"up\"", "\"ended\":null");
    assertThat(listed.body()).doesNotContain("\"version\":\"unknown\"");
    assertThat(send("GET", "servers", "", "user1@posthorn.test:posthorn").statusCode())
        .isEqualTo(403);
    assertThat(SERVER.get("/metrics").body()).containsPattern("posthorn_servers_up[^\n]* [0-9]");
  }

  @Test
  void openApiDescribesIt() throws Exception {
    JsonObject api;
    try (JsonReader reader =
        Json.createReader(new StringReader(SERVER.get("/openapi?format=JSON").body()))) {
      api = reader.readObject();
    }
    JsonObject paths = api.getJsonObject("paths");
    assertThat(paths).containsKeys("/webapi/admin/v0/domains", "/webapi/admin/v0/accounts");
    JsonObject create = paths.getJsonObject("/webapi/admin/v0/domains").getJsonObject("post");
    assertThat(create.getJsonObject("responses").keySet())
        .containsExactlyInAnyOrder("201", "400", "401", "403", "409", "429");
    assertThat(create.getJsonArray("security").getJsonObject(0)).containsKey("basic");
    assertThat(schema(create.getJsonObject("requestBody")))
        .isEqualTo("#/components/schemas/CreateDomain");
    assertThat(schema(create.getJsonObject("responses").getJsonObject("201")))
        .isEqualTo("#/components/schemas/DomainView");
    JsonObject body =
        api.getJsonObject("components").getJsonObject("schemas").getJsonObject("CreateAccount");
    assertThat(body.getJsonArray("required").toString()).isEqualTo("[\"address\",\"password\"]");
    JsonObject members = body.getJsonObject("properties");
    assertThat(members.getJsonObject("password").getInt("minLength")).isEqualTo(8);
    assertThat(members.getJsonObject("storageLimit").getString("type")).isEqualTo("integer");
    assertThat(members.getJsonObject("storageLimit").getInt("minimum")).isEqualTo(-1);
    assertThat(members.getJsonObject("storageLimit").getBoolean("nullable")).isTrue();
  }

  private static String schema(JsonObject bodyOrResponse) {
    return bodyOrResponse
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("schema")
        .getString("$ref");
  }

  private HttpResponse<String> create(String address, String password) throws Exception {
    return call(
        "POST", "accounts", "{\"address\":\"" + address + "\",\"password\":\"" + password + "\"}");
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return send(method, path, body, ADMIN);
  }

  private HttpResponse<String> send(String method, String path, String body, String credentials)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path, credentials)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String credentials) {
    URI root = URI.create("http://127.0.0.1:" + SERVER.port("http") + "/webapi/admin/v0/");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
    if (!credentials.isEmpty()) {
      String basic =
          Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + basic);
    }
    return request;
  }

  private static String location(HttpResponse<String> created) {
    return created.headers().firstValue("Location").orElseThrow();
  }

  private static void assertProblem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + answer.statusCode());
  }
}
