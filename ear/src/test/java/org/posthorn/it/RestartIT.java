package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server comes up, comes up again after the worst, and refuses what it cannot run with. */
class RestartIT {
  private final RunningServer server = new RunningServer();

  @AfterEach
  void remove() throws Exception {
    server.close();
  }

  @Test
  void readyAgainAfterBeingKilled() throws Exception {
    server.start();
    assertReady();
    server.kill();
    server.start();
    assertReady();
    server.stop();
    assertThat(server.data().resolve("db/posthorn.lck")).doesNotExist();
    assertThat(check()).contains("database: 16 mailboxes, ").contains("Everything is in order.");
  }

  /** What the jar says of the data directory of the stopped server. */
  private String check() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Path.of("target", "posthorn.jar").toAbsolutePath().toString(),
                "check",
                "--data-dir",
                server.data().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void wrongValuesAreNamedAndEndTheStart() throws Exception {
    server
        .with("posthorn.http.port", "99999")
        .with("posthorn.listener.mx.address", "0.0.0.0")
        .with("posthorn.db.url", "jdbc:oracle:thin");
    assertThat(server.startAndEnd()).isEqualTo(2);
    assertThat(server.log().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("posthorn.http.port is \"99999\""))
        .anyMatch(line -> line.startsWith("posthorn.listener.mx.address is \"0.0.0.0\""))
        .anyMatch(line -> line.startsWith("posthorn.db.url must begin with"));
  }

  private void assertReady() throws Exception {
    HttpResponse<String> health = server.get("/health/ready");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"name\":\"database\",\"status\":\"UP\"")
        .contains("\"name\":\"broker\",\"status\":\"UP\"");
  }
}
