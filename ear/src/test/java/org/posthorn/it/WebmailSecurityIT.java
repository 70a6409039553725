package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the webmail does not let others do. */
class WebmailSecurityIT {
  private static final String ANNA = SmtpTalk.USER;
  private static final String BOB = "user2@posthorn.test";
  private static final String[] OWN = {"X-Posthorn", "1", "Sec-Fetch-Site", "same-origin"};

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static WebmailClient anna = new WebmailClient(0);
  private static WebmailClient bob = new WebmailClient(0);
  private static String mailbox = "";

  @BeforeAll
  static void signIn() throws Exception {
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), ANNA)) {
      imap.append("INBOX", "From: a@a.test\r\nSubject: Secret plans\r\n\r\nsecret text\r\n").ok();
    }
    anna = WebmailClient.signedIn(SERVER.port("http"), ANNA);
    bob = WebmailClient.signedIn(SERVER.port("http"), BOB);
    Matcher page =
        Pattern.compile("data-mailbox=\"(\\d+)\"").matcher(anna.get("/webmail/inbox").body());
    assertThat(page.find()).isTrue();
    mailbox = page.group(1);
  }

  private static List<String> paths() {
    return List.of(
        "/webmail/f/" + mailbox,
        "/webmail/f/" + mailbox + "/1",
        "/webmail/rows?mailbox=" + mailbox,
        "/webmail/message?mailbox=" + mailbox + "&uid=1",
        "/webmail/body/" + mailbox + "/1",
        "/webmail/raw/" + mailbox + "/1",
        "/webmail/part/" + mailbox + "/1/1",
        "/webmail/part/" + mailbox + "/1/all");
  }

  @Test
  void nobodyReadsByGuessingIds() throws Exception {
    for (String path : paths()) {
      assertThat(anna.get(path).statusCode()).as("one's own %s", path).isEqualTo(200);
      HttpResponse<String> answer = bob.get(path);
      assertThat(answer.statusCode()).as("others' %s", path).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("ecret");
    }
    assertThat(bob.get("/webmail/search?q=secret").body()).doesNotContain("Secret plans");
  }

  @Test
  void nobodyChangesByGuessingIds() throws Exception {
    String messages = "\"messages\":{\"" + mailbox + "\":\"1\"}";
    for (String action : List.of("flag", "move", "delete")) {
      String json = "{" + messages + ",\"add\":[\"\\\\Flagged\"],\"to\":\"trash\"}";
      assertThat(bob.act(action, json, OWN).statusCode()).as(action).isEqualTo(409);
    }
    for (String action : List.of("rename", "delete", "empty", "read")) {
      String json = "{\"id\":\"" + mailbox + "\",\"name\":\"X\"}";
      assertThat(bob.act("folder/" + action, json, OWN).statusCode()).as(action).isEqualTo(409);
    }
    String row = anna.get("/webmail/rows?mailbox=" + mailbox).body();
    assertThat(row).contains("Secret plans").contains("aria-pressed=\"false\"");
  }

  @Test
  void whoIsNotSignedInSeesNothing() throws Exception {
    WebmailClient stranger = new WebmailClient(SERVER.port("http"));
    for (String path : paths()) {
      HttpResponse<String> answer = stranger.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElse(""))
          .startsWith("/webmail/sign-in?to=%2Fwebmail%2F");
    }
    assertThat(stranger.act("flag", "{}", OWN).statusCode()).isEqualTo(401);
    for (String path :
        List.of("/%77ebmail/inbox", "/webmail;x=1/inbox", "/webmail/mailbox.xhtml")) {
      assertThat(stranger.get(path).statusCode()).as(path).isNotEqualTo(200);
    }
  }

  @Test
  void otherSitesChangeNothing() throws Exception {
    String json = "{\"id\":\"" + mailbox + "\"}";
    assertThat(anna.act("folder/read", json).statusCode()).as("a form").isEqualTo(403);
    assertThat(
            anna.act("folder/read", json, "X-Posthorn", "1", "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            anna.act("folder/read", json, "X-Posthorn", "1", "Origin", "https://evil.example")
                .statusCode())
        .isEqualTo(403);
    assertThat(anna.act("folder/read", json, OWN).statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyIsSignedInByAnotherSite() throws Exception {
    WebmailClient victim = new WebmailClient(SERVER.port("http"));
    HttpResponse<String> answer =
        victim.sendForm(BOB, SmtpTalk.PASSWORD, "/webmail/inbox", "made-up", "x=y");
    assertThat(answer.statusCode()).isEqualTo(200); // the form again
    assertThat(WebmailClient.cookies(answer, "posthorn-webmail=")).isEmpty();
  }

  @Test
  void theCookieIsKeptFromScriptsAndOtherSites() throws Exception {
    HttpResponse<String> answer =
        new WebmailClient(SERVER.port("http")).signIn(ANNA, SmtpTalk.PASSWORD, "//evil.example");
    assertThat(answer.headers().firstValue("Location")).contains("/webmail");
    assertThat(WebmailClient.cookies(answer, "posthorn-webmail="))
        .singleElement()
        .asString()
        .contains("Path=/webmail", "HttpOnly", "SameSite=Strict")
        .doesNotContain("Max-Age");
    assertThat(WebmailClient.cookies(answer, "posthorn-webmail=").get(0))
        .as("a new token for each sign-in")
        .doesNotContain(anna.cookie());
  }

  @Test
  void pagesAreNeitherKeptNorFramed() throws Exception {
    for (String path : List.of("/webmail/inbox", "/webmail/raw/" + mailbox + "/1")) {
      HttpResponse<String> answer = anna.get(path);
      assertThat(answer.headers().firstValue("Cache-Control")).as(path).contains("no-store");
      assertThat(answer.headers().firstValue("X-Frame-Options")).as(path).contains("DENY");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(
            anna.get("/webmail/inbox").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for")
        .doesNotContain("unsafe");
    assertThat(
            anna.get("/webmail/body/" + mailbox + "/1")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse(""))
        .startsWith("sandbox ")
        .doesNotContain("allow-scripts", "allow-same-origin", "script-src");
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    WebmailClient leaving = WebmailClient.signedIn(SERVER.port("http"), ANNA);
    assertThat(leaving.get("/webmail/folders").statusCode()).isEqualTo(200);
    assertThat(leaving.act("sign-out", "{}", OWN).statusCode()).isEqualTo(200);
    assertThat(leaving.get("/webmail/folders").statusCode()).isEqualTo(302);
  }

  @Test
  void aNewPasswordEndsTheSession() throws Exception {
    WebmailClient before = WebmailClient.signedIn(SERVER.port("http"), "user3@posthorn.test");
    Accounts.changePassword(SERVER, "user3@posthorn.test", "another password");
    assertThat(before.get("/webmail/folders").statusCode()).isEqualTo(302);
  }

  @Test
  void nonsenseIsAnsweredQuietly() throws Exception {
    for (String path :
        List.of(
            "/webmail/f/x",
            "/webmail/f/99999999999999999999",
            "/webmail/body/" + mailbox,
            "/webmail/part/" + mailbox + "/1/9.9",
            "/webmail/rows?mailbox=-1",
            "/webmail/nothing")) {
      assertThat(anna.get(path).statusCode()).as(path).isIn(404, 200);
    }
    for (String json : List.of("", "[]", "{", "{\"messages\":7}", "{\"messages\":{\"x\":\"*\"}}")) {
      assertThat(anna.act("move", json, OWN).statusCode()).as(json).isIn(200, 400, 409);
    }
  }
}
