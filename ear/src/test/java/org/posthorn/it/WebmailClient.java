package org.posthorn.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without pages: what it sends is up to the test. */
final class WebmailClient {
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private String cookie = "";

  WebmailClient(int port) {
    this.port = port;
  }

  /** Somebody who has signed in. */
  static WebmailClient signedIn(int port, String user) throws IOException, InterruptedException {
    WebmailClient client = new WebmailClient(port);
    HttpResponse<String> answer = client.signIn(user, SmtpTalk.PASSWORD, "/webmail/inbox");
    if (answer.statusCode() != 303) {
      throw new IllegalStateException(user + " cannot sign in: " + answer.statusCode());
    }
    client.cookie = pair(cookies(answer, "posthorn-webmail=").get(0));
    return client;
  }

  /** Shows the form and sends it. */
  HttpResponse<String> signIn(String user, String password, String to)
      throws IOException, InterruptedException {
    HttpResponse<String> form = get("/webmail/sign-in");
    Matcher token = TOKEN.matcher(form.body());
    if (!token.find()) {
      throw new IllegalStateException(form.body());
    }
    return sendForm(
        user, password, to, token.group(1), pair(cookies(form, "posthorn-sign-in").get(0)));
  }

  /** Sends the form with what it was to bring back. */
  HttpResponse<String> sendForm(
      String user, String password, String to, String token, String formCookie)
      throws IOException, InterruptedException {
    String body =
        "address="
            + encoded(user)
            + "&password="
            + encoded(password)
            + "&to="
            + encoded(to)
            + "&token="
            + encoded(token);
    return send(
        request("/webmail/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", formCookie)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The Set-Cookie fields that begin so. */
  static List<String> cookies(HttpResponse<?> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(value -> value.startsWith(name))
        .toList();
  }

  private static String pair(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  /** What it sends as its cookie. */
  String cookie() {
    return cookie;
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** Asks for an action as the page's scripts do, with more fields. */
  HttpResponse<String> act(String action, String json, String... fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/webmail/api/" + action)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return send(request);
  }
}
