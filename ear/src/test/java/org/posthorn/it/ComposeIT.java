package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mail is written, kept and sent by what the composer's page asks for. */
class ComposeIT {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final String ANN = "user1@posthorn.test";
  private static final String BEN = "user2@posthorn.test";

  private static final Map<String, WebmailClient> CLIENTS = new HashMap<>();

  private final HttpClient http = HttpClient.newHttpClient();

  private static HttpRequest.Builder request(String user, String path)
      throws IOException, InterruptedException {
    WebmailClient client = CLIENTS.get(user);
    if (client == null) {
      client = WebmailClient.signedIn(SERVER.port("http"), user);
      CLIENTS.put(user, client);
    }
    return client.request("/webmail/" + path);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String user, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(user, "api/compose/" + path)
            .header("X-Posthorn", "1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonObject done(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  private JsonObject get(String user, String path) throws IOException, InterruptedException {
    return done(send(request(user, "api/compose/" + path).GET().build()));
  }

  /** The place of the newest message with a subject, as its reader asks for it. */
  private String place(String user, String subject) throws Exception {
    for (int i = 0; i < 100; i++) {
      for (int uid = 1; uid < 30; uid++) {
        for (int mailbox = 1; mailbox < 60; mailbox++) {
          HttpResponse<String> opened =
              send(request(user, "api/compose/open?reply=" + mailbox + "." + uid).GET().build());
          if (opened.body().contains(subject)) {
            return mailbox + "." + uid;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("no message " + subject);
  }

  private static String mail(String id, String subject, String more) {
    return ("{\"id\":\"" + id + "\",\"to\":[{\"name\":\"Ben\",\"address\":\"" + BEN + "\"}],")
        + ("\"subject\":\"" + subject + "\",\"mode\":\"html\"" + more + "}");
  }

  @Test
  void aMailWithAFileIsKeptSentAndArrives() throws Exception {
    HttpResponse<String> uploaded =
        send(
            request(ANN, "api/compose/upload?name=Gr%C3%BC%C3%9Fe.txt")
                .header("X-Posthorn", "1")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("what is in it"))
                .build());
    int upload = done(uploaded).getInt("upload");
    assertThat(uploaded.body()).contains("Grüße.txt");
    String files = ",\"html\":\"<p onclick=x()>Hello</p>\",\"files\":[{\"upload\":" + upload + "}]";
    String draft = done(post(ANN, "draft", mail("aaaaaaaa-1", "A file", files))).getString("draft");
    JsonObject opened = get(ANN, "open?draft=" + draft);
    assertThat(opened.getString("html")).contains("Hello").doesNotContain("onclick");
    assertThat(opened.toString()).contains("Grüße.txt");

    String whole = files + ",\"draft\":\"" + draft + "\"";
    assertThat(done(post(ANN, "send", mail("aaaaaaaa-1", "A file", whole))).getBoolean("waiting"))
        .isFalse();
    done(post(ANN, "send", mail("aaaaaaaa-1", "A file", files))); // the same again
    String place = place(BEN, "A file");
    JsonObject forward = get(BEN, "open?forward=" + place);
    assertThat(forward.toString()).contains("Grüße.txt");
    assertThat(get(ANN, "open?draft=" + draft).containsKey("html")).isFalse();
  }

  @Test
  void aDraftWithAFileIsKeptAgainAndAgain() throws Exception {
    HttpResponse<String> uploaded =
        send(
            request(ANN, "api/compose/upload?name=a.txt")
                .header("X-Posthorn", "1")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("text"))
                .build());
    String upload = ",\"files\":[{\"upload\":" + done(uploaded).getInt("upload") + "}]";
    JsonObject kept = done(post(ANN, "draft", mail("gggggggg-1", "Again", upload)));
    for (int i = 0; i < 3; i++) {
      String more = ",\"draft\":\"" + kept.getString("draft") + "\",\"files\":" + kept.get("files");
      kept = done(post(ANN, "draft", mail("gggggggg-1", "Again " + i, more)));
    }
    assertThat(get(ANN, "open?draft=" + kept.getString("draft")).toString()).contains("a.txt");
  }

  @Test
  void whatGoesLaterIsListedPostponedAndStoppedWithItsDraft() throws Exception {
    long due = java.time.Instant.now().getEpochSecond() + 86_400;
    String draft = done(post(ANN, "draft", mail("hhhhhhhh-1", "Tomorrow", ""))).getString("draft");
    String later = ",\"draft\":\"" + draft + "\",\"at\":" + due;
    int id = done(post(ANN, "send", mail("hhhhhhhh-1", "Tomorrow", later))).getInt("submission");
    assertThat(get(ANN, "waiting").toString()).contains("Tomorrow", BEN, "\"due\":" + due);
    assertThat(get(ANN, "open?draft=" + draft).getInt("scheduled")).isEqualTo((int) due);
    assertThat(get(BEN, "waiting").toString()).doesNotContain("Tomorrow");
    String other = "{\"submission\":" + id + ",\"at\":" + (due + 60) + "}";
    assertThat(post(BEN, "postpone", other).statusCode()).isEqualTo(409);
    done(post(ANN, "postpone", other));
    assertThat(get(ANN, "waiting").toString()).contains("\"due\":" + (due + 60));
    String[] place = draft.split("\\.");
    String named = "{\"to\":\"trash\",\"messages\":{\"" + place[0] + "\":\"" + place[1] + "\"}}";
    HttpResponse<String> moved =
        send(
            request(ANN, "api/move")
                .header("X-Posthorn", "1")
                .POST(HttpRequest.BodyPublishers.ofString(named))
                .build());
    assertThat(moved.body()).contains("\"stopped\":1");
    assertThat(get(ANN, "waiting").toString()).doesNotContain("Tomorrow");
  }

  @Test
  void aDraftThatIsWrittenAnewStopsWhatWasToGo() throws Exception {
    long due = java.time.Instant.now().getEpochSecond() + 86_400;
    String draft = done(post(ANN, "draft", mail("iiiiiiii-1", "First", ""))).getString("draft");
    String more = ",\"draft\":\"" + draft + "\"";
    done(post(ANN, "send", mail("iiiiiiii-1", "First", more + ",\"at\":" + due)));
    JsonObject kept = done(post(ANN, "draft", mail("iiiiiiii-1", "Second", more)));
    assertThat(kept.getBoolean("stopped")).isTrue();
    assertThat(get(ANN, "waiting").toString()).doesNotContain("First", "Second");
  }

  @Test
  void strangersReadNeitherFilesNorDrafts() throws Exception {
    String draft =
        done(post(ANN, "draft", mail("bbbbbbbb-1", "Mine", ",\"html\":\"secret\"")))
            .getString("draft");
    assertThat(get(BEN, "open?draft=" + draft).toString()).doesNotContain("secret");
    assertThat(send(request(BEN, "compose/quote?message=" + draft).GET().build()).statusCode())
        .isEqualTo(404);
    long upload =
        done(send(
                request(ANN, "api/compose/upload?name=x.png")
                    .header("X-Posthorn", "1")
                    .header("Content-Type", "image/png")
                    .POST(HttpRequest.BodyPublishers.ofString("png"))
                    .build()))
            .getJsonNumber("upload")
            .longValue();
    String path = "api/compose/file?upload=" + upload;
    assertThat(send(request(ANN, path).GET().build()).statusCode()).isEqualTo(200);
    assertThat(send(request(BEN, path).GET().build()).statusCode()).isEqualTo(404);
    String stolen = mail("cccccccc-1", "Stolen", ",\"files\":[{\"upload\":" + upload + "}]");
    assertThat(post(BEN, "send", stolen).statusCode()).isEqualTo(409);
    post(BEN, "discard", "{\"draft\":\"" + draft + "\"}");
    assertThat(get(ANN, "open?draft=" + draft).toString()).contains("secret");
  }

  @Test
  void nobodySendsInTheNameOfOthers() throws Exception {
    String from = ",\"from\":[{\"name\":\"Ben\",\"address\":\"" + BEN + "\"}]";
    HttpResponse<String> answer = post(ANN, "send", mail("dddddddd-1", "Forged", from));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains(BEN);
  }

  @Test
  void pagesOfOthersHaveNothingDone() throws Exception {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofString(mail("eeeeeeee-1", "Forged", ""));
    assertThat(send(request(ANN, "api/compose/send").POST(body).build()).statusCode())
        .isEqualTo(403);
    HttpRequest.Builder other = request(ANN, "api/compose/send").header("X-Posthorn", "1");
    assertThat(send(other.header("Sec-Fetch-Site", "cross-site").POST(body).build()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void whoeverIsNotSignedInGetsNothing() throws Exception {
    WebmailClient nobody = new WebmailClient(SERVER.port("http"));
    assertThat(nobody.get("/webmail/compose").statusCode()).isEqualTo(302);
    for (String path : new String[] {"api/compose/open", "api/compose/people?q=a"}) {
      HttpRequest.Builder request = nobody.request("/webmail/" + path).header("X-Posthorn", "1");
      assertThat(nobody.send(request).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void eachDocumentHasItsPolicy() throws Exception {
    String page = policy("compose");
    assertThat(page).contains("trusted-types posthorn").doesNotContain("unsafe-inline");
    assertThat(policy("compose/frame"))
        .contains("style-src-attr 'unsafe-inline'")
        .contains("trusted-types 'none'")
        .doesNotContain("connect-src");
    assertThat(policy("compose/inert")).doesNotContain("script-src").doesNotContain("img-src");
  }

  private String policy(String path) throws Exception {
    HttpResponse<String> answer = send(request(ANN, path).GET().build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  @Test
  void aMailThatWaitsIsTakenBack() throws Exception {
    JsonObject sent = done(post(ANN, "send", mail("ffffffff-1", "Later", ",\"delay\":600")));
    assertThat(sent.getBoolean("waiting")).isTrue();
    String undo = "{\"submission\":" + sent.get("submission") + "}";
    assertThat(post(BEN, "undo", undo).statusCode()).isEqualTo(409);
    assertThat(post(ANN, "undo", undo).statusCode()).isEqualTo(200);
    assertThat(post(ANN, "undo", undo).statusCode()).isEqualTo(409);
  }
}
