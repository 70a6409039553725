package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.it.SmtpTalk.PASSWORD;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** Accounts for tests that want an empty one. */
final class Accounts {
  private Accounts() {}

  /** Makes an account with the usual password; answers its address. */
  static String fresh(RunningServer server, String name) throws IOException, InterruptedException {
    String address = name + "@posthorn.test";
    String admin = "admin@posthorn.test:" + PASSWORD;
    URI uri = URI.create("http://127.0.0.1:" + server.port("http") + "/webapi/admin/v0/accounts");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(admin.getBytes(ISO_8859_1)))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"address\":\"" + address + "\",\"password\":\"" + PASSWORD + "\"}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return address;
  }

  /** Gives an account another password. */
  static void changePassword(RunningServer server, String address, String password)
      throws IOException, InterruptedException {
    String admin = "admin@posthorn.test:" + PASSWORD;
    URI uri =
        URI.create(
            "http://127.0.0.1:" + server.port("http") + "/webapi/admin/v0/accounts/" + address);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/merge-patch+json")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(admin.getBytes(ISO_8859_1)))
            .method(
                "PATCH", HttpRequest.BodyPublishers.ofString("{\"password\":\"" + password + "\"}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
