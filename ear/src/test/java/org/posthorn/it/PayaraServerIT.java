package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code posthorn.ear} runs unchanged in a Payara Server as it comes from its vendor. */
class PayaraServerIT {
  private static final int ADMIN = 48;
  private static final int HTTP = 80;
  private static final int LAST_OFFSET = 100;
  private static final List<String> LISTENERS =
      List.of("mx", "submission", "submissions", "lmtp", "imap", "imaps");
  private static final long MINUTES = 5;

  private final int base = freeRange();
  private @TempDir Path directory;

  @Test
  void deployedAndReady() throws Exception {
    asadmin(
        "create-domain",
        "--domaindir",
        domains(),
        "--portbase",
        base + "",
        "--nopassword",
        "posthorn");
    asadmin("start-domain", "--domaindir", domains(), "posthorn");
    asadmin("deploy", "--name", "posthorn", Path.of("target/posthorn.ear").toAbsolutePath() + "");
    HttpResponse<String> health = ready();
    assertThat(health.body())
        .contains("\"name\":\"database\",\"status\":\"UP\"")
        .contains("\"name\":\"broker\",\"status\":\"UP\"");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(directory.resolve("data/broker/journal")).isNotEmptyDirectory();
    assertMailFlows();
    assertThat(servers("")).isEqualTo(401);
    assertThat(servers("user1@posthorn.test:posthorn")).isEqualTo(403);
    assertThat(servers("admin@posthorn.test:posthorn")).isEqualTo(200);
  }

  /** Roles are mapped in an enterprise archive, too. */
  private int servers(String credentials) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + (base + HTTP) + "/webapi/admin/v0/servers");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!credentials.isEmpty()) {
      byte[] octets = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(octets));
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private void assertMailFlows() throws Exception {
    String message = "Subject: payara\r\n\r\ntext\r\n";
    try (SmtpTalk smtp = SmtpTalk.plain(base + LISTENERS.indexOf("mx")).startTls();
        ImapTalk imap = new ImapTalk(new Wire(base + LISTENERS.indexOf("imap"))).startTls()) {
      SmtpTalk.expect("250", smtp.mail("ann@client.example", SmtpTalk.USER, message));
      assertThat(imap.login(SmtpTalk.USER).await("payara")).endsWith(message);
      assertThat(imap.append("Sent", message).completion()).startsWith("OK [APPENDUID ");
      AttachedDocuments.areFound(imap, "Documents");
    }
  }

  @AfterEach
  void stop() throws Exception {
    asadmin("stop-domain", "--domaindir", domains(), "posthorn");
  }

  private String domains() {
    return directory.resolve("domains").toString();
  }

  private HttpResponse<String> ready() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + (base + HTTP) + "/health/ready");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void asadmin(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("sh");
    command.add(Path.of("target/payara6/bin/asadmin").toAbsolutePath().toString());
    command.add("--port");
    command.add(Integer.toString(base + ADMIN));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, arguments[0], ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("POSTHORN_DATA_DIR", directory.resolve("data").toString());
    for (String listener : LISTENERS) {
      String key = "POSTHORN_LISTENER_" + listener.toUpperCase(Locale.ROOT) + "_PORT";
      builder.environment().put(key, Integer.toString(base + LISTENERS.indexOf(listener)));
    }
    builder.environment().put("AS_JAVA", System.getProperty("java.home"));
    Process process = builder.start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s", command, Files.readString(output))
        .isTrue();
  }

  private static int freeRange() {
    for (int base = 21_000; base < 60_000; base += LAST_OFFSET) {
      if (free(base + ADMIN) && free(base + HTTP)) {
        return base;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
