package org.posthorn.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.USER;
import static org.posthorn.it.SmtpTalk.expect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.HttpReceiver;

/** Applications are told by HTTP of mail that comes and of what becomes of mail that goes. */
class WebhooksIT {
  private static final String OTHER = "user2@posthorn.test";
  private static final String HANGING = "user3@posthorn.test";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final RunningServer SERVER = new RunningServer();
  private static HookReceiver receiver;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startServer() throws Exception {
    receiver = new HookReceiver();
    SERVER.with("posthorn.webhooks.retry", "PT2S,PT1H").start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    SERVER.close();
    receiver.close();
  }

  @AfterEach
  void removeAll() throws Exception {
    for (String user : List.of(USER, OTHER, HANGING)) {
      Matcher name =
          Pattern.compile("\"name\":\"(\\w+)\"").matcher(call(user, "GET", "", "").body());
      while (name.find()) {
        assertThat(call(user, "DELETE", "/" + name.group(1), "").statusCode()).isEqualTo(204);
      }
    }
  }

  @Test
  void mailThatComesAndMailThatGoesIsTold() throws Exception {
    String secret = member("secret", create(OTHER, "/ok", "\"incoming\"").body());
    create(USER, "/sent", "");
    submit(OTHER, "hello");
    HttpReceiver.Request incoming = await(() -> receiver.requests("/ok").stream().findFirst());
    assertThat(incoming.body())
        .startsWith("{\"Version\":0,\"From\":[{\"Name\":\"\",\"Address\":\"" + USER + "\"}]")
        .contains("\"Subject\":\"hello\"", "\"Text\":\"hello\\n\"", "\"RcptTo\":\"" + OTHER + '"')
        .contains("\"MailboxName\":\"INBOX\"", "\"Automated\":false");
    assertThat(incoming.fields().get("webhook-signature")).isEqualTo(signature(secret, incoming));
    assertThat(await(() -> receiver.requests("/sent").stream().findFirst()).body())
        .contains("\"Event\":\"delivered\"", "\"Recipient\":\"" + OTHER + '"')
        .contains("\"Subject\":\"hello\"");
    submit("bob-550@elsewhere.test", "nobody");
    assertThat(told("/sent", "failed"))
        .contains("\"SMTPCode\":550", "\"Error\":\"550 5.0.0 Simulated\"")
        .contains("\"Suppressing\":true", "\"Subject\":\"nobody\"");
    submit("bob-550@elsewhere.test", "again");
    assertThat(told("/sent", "suppressed")).contains("\"Subject\":\"again\"");
    assertThat(receiver.requests("/sent"))
        .as("reports of this server itself tell nothing")
        .noneMatch(request -> request.body().contains("\"DSN\":true"));
  }

  private static String told(String path, String event) throws Exception {
    return await(
        () ->
            receiver.requests(path).stream()
                .map(HttpReceiver.Request::body)
                .filter(body -> body.contains("\"Event\":\"" + event + '"'))
                .findFirst());
  }

  private static String signature(String secret, HttpReceiver.Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        request.fields().get("webhook-id")
            + '.'
            + request.fields().get("webhook-timestamp")
            + '.'
            + request.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  @Test
  void receiversThatFailHangRedirectOrLieDelayNoOther() throws Exception {
    for (int i = 0; i < 12; i++) {
      create(HANGING, "/hangs", "\"incoming\"");
    }
    String redirects = name(create(USER, "/redirects", "\"delivered\""));
    String lies = name(create(USER, "/lies", "\"delivered\""));
    String fails = name(create(USER, "/fails-once", "\"delivered\""));
    submit(HANGING, "trouble");
    await(() -> Optional.of(receiver.requests("/hangs")).filter(all -> all.size() > 1));
    assertThat(state(lies, "delivered")).contains("\"answer\":\"not so much\"");
    assertThat(state(fails, "delivered"))
        .contains("\"status\":500", "\"status\":204", "\"attempted\":2");
    assertThat(state(redirects, "waiting")).contains("redirections are not followed");
    assertThat(receiver.requests("/secret")).isEmpty();
  }

  @Test
  void requestsAreShownPausedCanceledAndReplayed() throws Exception {
    String name = name(create(USER, "/mine", "\"delivered\""));
    assertThat(call(USER, "PATCH", '/' + name, "{\"paused\":true}").body())
        .contains("\"paused\":true");
    String test = call(USER, "POST", '/' + name + "/test", "").body();
    String id = '/' + name + "/calls/" + number("id", test);
    assertThat(call(USER, "GET", id, "").body()).contains("\"state\":\"waiting\"");
    assertThat(call(OTHER, "GET", id, "").statusCode()).isEqualTo(404);
    assertThat(call(OTHER, "DELETE", '/' + name, "").statusCode()).isEqualTo(404);
    assertThat(call(USER, "DELETE", id, "").statusCode()).isEqualTo(204);
    assertThat(call(USER, "PATCH", '/' + name, "{\"paused\":false}").statusCode()).isEqualTo(200);
    assertThat(call(USER, "POST", id + "/replay", "").statusCode()).isEqualTo(202);
    assertThat(state(name, "delivered")).contains("\"attempted\":1");
    assertThat(receiver.requests("/mine")).hasSize(1);
  }

  @Test
  void whatIsNoWebhookIsRefused() throws Exception {
    for (String url :
        List.of("ftp://a.test/", "https://user@a.test/", "https://a.test:25/", "nothing")) {
      HttpResponse<String> refusal = call(USER, "POST", "", "{\"url\":\"" + url + "\"}");
      assertThat(refusal.statusCode()).as(url).isEqualTo(400);
      assertThat(refusal.body()).contains("url");
    }
    assertThat(call(USER, "POST", "", "{\"url\":\"https://a.test/\",\"events\":[\"no\"]}").body())
        .contains("events has no event no");
    String name = name(create(USER, "/mine", "\"delivered\""));
    assertThat(call(USER, "PATCH", '/' + name, "{\"events\":[\"no\"]}").statusCode())
        .isEqualTo(400);
    assertThat(call(USER, "PATCH", '/' + name, "{\"events\":[]}").body()).contains("\"incoming\"");
    HttpRequest.Builder loop = request("GET", "", "").header("X-Mox-Webhook-ID", "1");
    assertThat(http.send(loop.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
    assertThat(
            http.send(request("GET", "", "").build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
  }

  private HttpResponse<String> create(String user, String path, String events) throws Exception {
    String body = "{\"url\":\"" + receiver.url(path) + "\",\"events\":[" + events + "]}";
    HttpResponse<String> made = call(user, "POST", "", body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return made;
  }

  private static String name(HttpResponse<String> made) {
    return member("name", made.body());
  }

  private static String member(String name, String json) {
    Matcher found = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return found.group(1);
  }

  private static String number(String name, String json) {
    Matcher found = Pattern.compile('"' + name + "\":(\\d+)").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return found.group(1);
  }

  /** The requests of a webhook, once one of them is in a state and was tried. */
  private String state(String name, String state) throws Exception {
    String which = state.equals("waiting") ? "waiting" : "retired";
    return await(
        () ->
            Optional.of(call(USER, "GET", '/' + name + "/calls?state=" + which, "").body())
                .filter(body -> body.contains("\"state\":\"" + state + '"'))
                .filter(body -> body.contains("\"milliseconds\"")));
  }

  private HttpResponse<String> call(String user, String method, String path, String body)
      throws Exception {
    String login = Base64.getEncoder().encodeToString((user + ":posthorn").getBytes(US_ASCII));
    return http.send(
        request(method, path, body).header("Authorization", "Basic " + login).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + SERVER.port("http") + "/webapi/v1/webhooks" + path))
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private static void submit(String to, String word) throws Exception {
    try (SmtpTalk smtp = SmtpTalk.plain(SERVER.port("submission")).startTls().authPlain(USER)) {
      String text = "From: " + USER + "\r\nSubject: " + word + "\r\n\r\n" + word + "\r\n";
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
      Thread.sleep(100);
    }
    throw new AssertionError("nothing has come");
  }
}
