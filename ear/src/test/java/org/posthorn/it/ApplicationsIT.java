package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications send and read mail over HTTP. */
class ApplicationsIT {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final String ANN = basic("user1@posthorn.test:posthorn");
  private static final String BOB = basic("user2@posthorn.test:posthorn");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient http = HttpClient.newHttpClient();

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder to(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + SERVER.port("http") + "/webapi/" + path))
            .timeout(Duration.ofSeconds(60));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> v0(String method, String who, String json) throws Exception {
    String form = "request=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    return send(
        to("v0/" + method, who)
            .header("Content-Type", FORM)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> v1(String verb, String path, String who, String json)
      throws Exception {
    return send(
        to("v1/" + path, who)
            .header("Content-Type", "application/json")
            .method(verb, HttpRequest.BodyPublishers.ofString(json)));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static void assertFailure(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).getString("Code")).as(answer.body()).isEqualTo(code);
    assertThat(json(answer).getString("Message")).isNotEmpty();
  }

  /** Waits until a message lies in a mailbox, and gives its number. */
  private String arrived(String who, String subject) throws Exception {
    String query = URLEncoder.encode("subject:\"" + subject + "\"", StandardCharsets.UTF_8);
    for (int tries = 0; tries < 300; tries++) {
      HttpResponse<String> page = v1("GET", "messages?mailbox=INBOX&q=" + query, who, "");
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      JsonArray items = json(page).getJsonArray("items");
      if (!items.isEmpty()) {
        return items.getJsonObject(0).getString("id");
      }
      Thread.sleep(200);
    }
    throw new AssertionError("nothing has come");
  }

  private static String mail(String subject) {
    return "{\"To\":[{\"Name\":\"Bob\",\"Address\":\"user2@posthorn.test\"}],\"CC\":null,"
        + "\"Subject\":\""
        + subject
        + "\",\"Text\":\"Guten Tag \u263a\\n\",\"HTML\":\"<p>Guten Tag\","
        + "\"Extra\":{\"order\":\"4711\"},\"Headers\":[[\"X-Department\",\"Sales\"]],"
        + "\"AttachedFiles\":[{\"Name\":\"a.txt\",\"ContentType\":\"text/plain\","
        + "\"Data\":\"aGVsbG8K\"}],\"SaveSent\":true}";
  }

  @Test
  void aMessageIsSentReadMovedAndDeleted() throws Exception {
    HttpResponse<String> sent = v0("Send", ANN, mail("First"));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    String messageId = json(sent).getString("MessageID");
    JsonObject to = json(sent).getJsonArray("Submissions").getJsonObject(0);
    assertThat(to.getString("Address")).isEqualTo("user2@posthorn.test");
    assertThat(to.getJsonNumber("QueueMsgID").longValue()).isPositive();

    String id = "\"MsgID\":" + arrived(BOB, "First");
    HttpResponse<String> got = v0("MessageGet", BOB, "{" + id + "}");
    assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
    JsonObject message = json(got).getJsonObject("Message");
    assertThat(message.getString("MessageID")).isEqualTo(messageId);
    assertThat(message.getString("Text")).isEqualTo("Guten Tag \u263a\n");
    assertThat(message.getString("HTML")).startsWith("<p>Guten Tag");
    assertThat(message.getJsonArray("To").getJsonObject(0).getString("Name")).isEqualTo("Bob");
    assertThat(json(got).getJsonObject("Structure").getJsonArray("Parts")).hasSize(2);
    JsonObject meta = json(got).getJsonObject("Meta");
    assertThat(meta.getString("MailFrom")).isEqualTo("user1@posthorn.test");
    assertThat(meta.getString("MailboxName")).isEqualTo("Inbox");
    assertThat(v0("MessageRawGet", BOB, "{" + id + "}").body())
        .contains("\r\nX-Department: Sales\r\n", "Message-ID: " + messageId);
    assertThat(v0("MessagePartGet", BOB, "{" + id + ",\"PartPath\":[1]}").body())
        .isEqualTo("hello\n");
    assertThat(v0("MessagePartGet", BOB, "{" + id + ",\"PartPath\":[0,1]}").body())
        .startsWith("<p>Guten Tag");
    assertFailure(v0("MessagePartGet", BOB, "{" + id + ",\"PartPath\":[7]}"), "partNotFound");

    String flags = "{" + id + ",\"Flags\":[\"\\\\Seen\",\"done\"]}";
    assertThat(v0("MessageFlagsAdd", BOB, flags).body()).isEqualTo("{}");
    assertThat(v0("MessageGet", BOB, "{" + id + "}").body())
        .contains("\"Flags\":[\"\\\\seen\",\"done\"]");
    assertThat(v0("MessageFlagsRemove", BOB, flags).statusCode()).isEqualTo(200);
    assertThat(v0("MessageGet", BOB, "{" + id + "}").body()).contains("\"Flags\":[]");

    assertFailure(v0("MessageMove", BOB, "{" + id + ",\"DestMailboxName\":\"None\"}"), "user");
    String move = "{" + id + ",\"DestMailboxName\":\"Archive\"}";
    assertThat(v0("MessageMove", BOB, move).statusCode()).isEqualTo(200);
    assertThat(v0("MessageGet", BOB, "{" + id + "}").body())
        .contains("\"MailboxName\":\"Archive\"");
    assertThat(v0("MessageDelete", BOB, "{" + id + "}").body()).isEqualTo("{}");
    assertFailure(v0("MessageGet", BOB, "{" + id + "}"), "messageNotFound");
    assertFailure(v0("MessageDelete", BOB, "{" + id + "}"), "messageNotFound");
  }

  @Test
  void filesComeAsPartsOfTheForm() throws Exception {
    String form =
        "--b\r\n"
            + "Content-Disposition: form-data; name=\"request\"\r\n\r\n"
            + "{\"To\":[{\"Address\":\"user2@posthorn.test\"}],\"Subject\":\"Files\",\"Text\":\"x\"}\r\n"
            + "--b\r\n"
            + "Content-Disposition: form-data; name=\"inlinefile\"; filename=\"hi.png\"\r\n"
            + "Content-Type: image/png\r\n"
            + "Content-ID: <hi>\r\n\r\n"
            + "PNG\r\n"
            + "--b\r\n"
            + "Content-Disposition: form-data; name=\"attachedfile\"; filename=\"b.bin\"\r\n\r\n"
            + "x".repeat(200_000)
            + "\r\n--b--\r\n";
    HttpResponse<String> sent =
        send(
            to("v0/Send", ANN)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    String id = "{\"MsgID\":" + arrived(BOB, "Files");
    assertThat(v0("MessageGet", BOB, id + "}").body())
        .contains("\"ContentID\":\"<hi>\"", "\"Filename\":\"b.bin\",\"DecodedSize\":200000");
    assertThat(v0("MessagePartGet", BOB, id + ",\"PartPath\":[1]}").body()).hasSize(200_000);
  }

  @Test
  void whatIsWrongHasACode() throws Exception {
    String to = "{\"To\":[{\"Address\":\"user2@posthorn.test\"}],";
    assertFailure(v0("Send", ANN, to + "\"Subject\":\"x\"}"), "missingBody");
    assertFailure(v0("Send", ANN, "{\"Text\":\"x\"}"), "noRecipients");
    assertFailure(
        v0("Send", ANN, "{\"To\":[{\"Address\":\"nobody@posthorn.test\"}],\"Text\":\"x\"}"),
        "badAddress");
    assertFailure(
        v0("Send", ANN, to + "\"From\":[{\"Address\":\"user3@posthorn.test\"}],\"Text\":\"x\"}"),
        "badFrom");
    assertFailure(v0("Send", ANN, to + "\"Txt\":\"x\"}"), "protocol");
    assertFailure(v0("Send", ANN, to + "\"Text\":\"x\",\"Subject\":\"a\\nBcc: b\"}"), "user");
    assertFailure(v0("Send", ANN, "no json"), "protocol");
    assertFailure(v0("MessageGet", ANN, "{\"MsgID\":1}"), "messageNotFound");
    assertThat(v0("Send", "", "{}").statusCode()).isEqualTo(401);
    assertThat(v0("Send", basic("user1@posthorn.test:wrong"), "{}").statusCode()).isEqualTo(401);
    assertThat(send(to("v0/Send", ANN).DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void nobodyReachesMessagesOfAnotherAccount() throws Exception {
    v0("Send", ANN, mail("Private").replace(",\"SaveSent\":true", ""));
    String id = arrived(BOB, "Private");
    for (String method :
        List.of("MessageGet", "MessageRawGet", "MessagePartGet", "MessageDelete")) {
      assertFailure(v0(method, ANN, "{\"MsgID\":" + id + "}"), "messageNotFound");
    }
    String flags = "{\"MsgID\":" + id + ",\"Flags\":[\"\\\\Seen\"]}";
    assertFailure(v0("MessageFlagsAdd", ANN, flags), "messageNotFound");
    String move = "{\"MsgID\":" + id + ",\"DestMailboxName\":\"Inbox\"}";
    assertFailure(v0("MessageMove", ANN, move), "messageNotFound");
    assertThat(v1("GET", "messages/" + id, ANN, "").statusCode()).isEqualTo(404);
    assertThat(v1("GET", "messages/" + id + "/raw", ANN, "").statusCode()).isEqualTo(404);
    assertThat(v1("DELETE", "messages/" + id, ANN, "").statusCode()).isEqualTo(404);
    assertThat(v0("MessageGet", BOB, "{\"MsgID\":" + id + "}").statusCode()).isEqualTo(200);
  }

  @Test
  void addressesAreSuppressed() throws Exception {
    String address = "{\"EmailAddress\":\"gone@example.org\"";
    assertThat(v0("SuppressionPresent", ANN, address + "}").body()).contains("false");
    assertThat(v0("SuppressionAdd", ANN, address + ",\"Manual\":true,\"Reason\":\"x\"}").body())
        .isEqualTo("{}");
    assertThat(v0("SuppressionPresent", ANN, "{\"EmailAddress\":\"g.one+a@example.org\"}").body())
        .contains("true");
    assertThat(v0("SuppressionPresent", BOB, address + "}").body()).contains("false");
    assertThat(v0("SuppressionList", ANN, "{}").body())
        .contains("\"BaseAddress\":\"gone@example.org\"", "\"Manual\":true");
    assertThat(v0("SuppressionRemove", ANN, address + "}").statusCode()).isEqualTo(200);
    assertFailure(v0("SuppressionRemove", ANN, address + "}"), "user");
    assertFailure(v0("SuppressionAdd", ANN, "{\"EmailAddress\":\"x\"}"), "badAddress");
  }

  @Test
  void pagesOfOtherSitesMayNotCall() throws Exception {
    HttpRequest.Builder forged =
        to("v0/Send", ANN)
            .header("Content-Type", FORM)
            .header("Origin", "https://evil.example")
            .POST(HttpRequest.BodyPublishers.ofString("request=%7B%7D"));
    assertThat(send(forged).statusCode()).isEqualTo(403);
    HttpRequest.Builder cross =
        to("v0/Send", ANN)
            .header("Content-Type", FORM)
            .header("Sec-Fetch-Site", "cross-site")
            .POST(HttpRequest.BodyPublishers.ofString("request=%7B%7D"));
    assertThat(send(cross).statusCode()).isEqualTo(403);
    HttpResponse<String> page = send(to("v0/Send", "").GET());
    assertThat(page.body()).contains("<form", "textarea");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "form-action 'self'");
    assertThat(send(to("v0/", "").GET()).body()).contains("MessagePartGet");
  }

  @Test
  void aKeyLetsDoWhatItsScopesSay() throws Exception {
    HttpResponse<String> made =
        v1("POST", "keys", ANN, "{\"name\":\"orders\",\"scopes\":[\"send\"]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String token = json(made).getString("token");
    String bearer = "Bearer " + token;
    assertThat(v0("Send", bearer, mail("By key")).statusCode()).isEqualTo(200);
    assertThat(v0("Send", basic("user1@posthorn.test:" + token), mail("By key")).statusCode())
        .isEqualTo(200);
    assertThat(v0("Send", basic("user2@posthorn.test:" + token), mail("x")).statusCode())
        .isEqualTo(401);
    HttpResponse<String> refused = v0("MessageGet", bearer, "{\"MsgID\":1}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("scope read");
    HttpResponse<String> list = v1("GET", "messages", bearer, "");
    assertThat(list.statusCode()).isEqualTo(403);
    assertThat(list.body()).contains("scope read");
    assertThat(v1("GET", "keys", bearer, "").statusCode()).isEqualTo(403);
    assertThat(send(to("v0/filter-rules", bearer).GET()).statusCode()).isEqualTo(403);

    assertThat(v1("GET", "keys", ANN, "").body()).contains("orders").doesNotContain(token);
    String key = "keys/" + json(made).getJsonNumber("id");
    assertThat(v1("DELETE", key, BOB, "").statusCode()).isEqualTo(404);
    assertThat(v1("DELETE", key, ANN, "").statusCode()).isEqualTo(204);
    assertThat(v0("Send", bearer, mail("x")).statusCode()).isEqualTo(401);
    assertThat(
            v1(
                    "POST",
                    "keys",
                    ANN,
                    "{\"name\":\"x\",\"scopes\":[\"send\"],\"expires\":\"2020-01-01T00:00:00Z\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(v1("POST", "keys", ANN, "{\"name\":\"x\",\"scopes\":[\"all\"]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void messagesAreResources() throws Exception {
    String mail =
        "{\"to\":[{\"address\":\"user2@posthorn.test\"}],\"subject\":\"Resource\","
            + "\"text\":\"hello\",\"attachments\":[{\"name\":\"a.txt\",\"data\":\"aGVsbG8K\"}]}";
    HttpRequest.Builder keyed =
        to("v1/messages", ANN)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "order-1")
            .POST(HttpRequest.BodyPublishers.ofString(mail));
    HttpResponse<String> sent = send(keyed);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
    assertThat(send(keyed).body()).isEqualTo(sent.body());
    String id = arrived(BOB, "Resource");
    HttpResponse<String> got = v1("GET", "messages/" + id, BOB, "");
    assertThat(got.body()).contains("\"text\":\"hello\\n\"", "\"mailboxes\":[\"INBOX\"]");
    String tag = got.headers().firstValue("ETag").orElseThrow();
    HttpRequest.Builder range =
        to("v1/messages/" + id + "/parts/1", BOB).header("Range", "bytes=1-2").GET();
    assertThat(send(range).statusCode()).isEqualTo(206);
    assertThat(send(range).body()).isEqualTo("el");
    HttpResponse<String> seen = v1("PATCH", "messages/" + id, BOB, "{\"addFlags\":[\"\\\\Seen\"]}");
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    HttpRequest.Builder old = to("v1/messages/" + id, BOB).header("If-Match", tag).DELETE();
    assertThat(send(old).statusCode()).isEqualTo(412);
    String state = json(v1("GET", "changes", BOB, "")).getString("state");
    assertThat(v1("PATCH", "messages/" + id, BOB, "{\"mailbox\":\"Archive\"}").body())
        .contains("\"mailboxes\":[\"Archive\"]");
    assertThat(v1("GET", "changes?since=" + state, BOB, "").body()).contains("\"" + id + "\"");
    assertThat(v1("GET", "mailboxes", BOB, "").body()).contains("\"name\":\"Archive\"");
    assertThat(v1("GET", "queue", BOB, "").statusCode()).isEqualTo(200);
    assertThat(v1("GET", "suppressions", BOB, "").statusCode()).isEqualTo(200);
    assertThat(v1("DELETE", "messages/" + id, BOB, "").statusCode()).isEqualTo(204);
    assertThat(v1("GET", "messages/" + id, BOB, "").statusCode()).isEqualTo(404);
    HttpResponse<String> api =
        http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + SERVER.port("http") + "/openapi"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(api.body()).contains("SendMessage:", "MessagePage:", "/webapi/v1/messages");
  }

  @Test
  void aKeyOfAnAdministratorIsNoAdministrator() throws Exception {
    String admin = basic("admin@posthorn.test:posthorn");
    String token =
        json(v1("POST", "keys", admin, "{\"name\":\"x\",\"scopes\":[\"read\"]}"))
            .getString("token");
    assertThat(v1("GET", "messages?limit=1", "Bearer " + token, "").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = send(to("admin/v0/accounts", "Bearer " + token).GET());
    assertThat(answer.statusCode()).isEqualTo(403);
  }
}
