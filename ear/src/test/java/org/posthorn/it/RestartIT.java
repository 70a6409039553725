package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
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
    Path backup = server.data().resolve("backup");
    copy(server.data().resolve("db"), backup);
    server.start();
    assertReady();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.data())))
        .isEqualTo("rwx------");
    assertSecondServerIsRefused();
    Files.writeString(server.data().resolve("administrator"), "user1@posthorn.test\nnew word\n");
    server.stop();
    assertThat(server.data().resolve("db/posthorn.lck")).doesNotExist();
    assertThat(check()).contains("mailboxes, 0 messages").contains("Everything is in order.");
    copy(backup, server.data().resolve("db"));
    server.start();
    assertThat(server.log()).contains("event=administrator-made address=user1@posthorn.test");
    assertThat(server.log())
        .contains("event=restore-noticed cause=database-older-than-content mailboxes");
    assertThat(server.log().lines()).noneMatch(line -> line.contains("event=task-failed"));
  }

  /** Puts a directory of files in the place of another. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path old : files(to)) {
      Files.delete(old);
    }
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
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

  /** Also after the garbage of the start was collected, to which the lock once belonged. */
  private void assertSecondServerIsRefused() throws Exception {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(server.pid()),
            "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    RunningServer sameData =
        new RunningServer().with("posthorn.data-dir", server.data().toString());
    assertThat(sameData.startAndEnd()).isEqualTo(2);
    assertThat(sameData.log().strip()).endsWith("but another server is using it.");
    sameData.close();
    RunningServer samePort =
        new RunningServer().with("posthorn.http.port", Integer.toString(server.port("http")));
    assertThat(samePort.startAndEnd()).isEqualTo(2);
    assertThat(samePort.log().strip()).startsWith("posthorn.http.port is ").endsWith(".");
    samePort.close();
  }

  /** What only the application finds out. */
  @Test
  void aStartThatFailsEndsWithItsCause() throws Exception {
    Path tls = Files.createDirectory(server.data().resolve("tls"));
    Files.writeString(tls.resolve("key.pem"), "no key\n");
    Files.writeString(tls.resolve("certificate.pem"), "no certificate\n");
    assertThat(server.startAndEnd()).isEqualTo(2);
    assertThat(server.log().strip().lines().toList())
        .hasSizeLessThan(20)
        .last()
        .asString()
        .startsWith("Posthorn did not start: The TLS key or certificate in ")
        .endsWith(".");
  }

  @Test
  void wrongValuesAreNamedAndEndTheStart() throws Exception {
    server
        .with("posthorn.http.port", "99999")
        .with("posthorn.listener.mx.address", "0.0.0.0")
        .with("posthorn.imap.mesage-limit", "1000")
        .with("posthorn.db.url", "jdbc:oracle:thin");
    assertThat(server.startAndEnd()).isEqualTo(2);
    assertThat(server.log().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("posthorn.http.port is \"99999\""))
        .anyMatch(line -> line.startsWith("posthorn.listener.mx.address is \"0.0.0.0\""))
        .anyMatch(line -> line.endsWith("did you mean posthorn.imap.message-limit?"))
        .anyMatch(line -> line.startsWith("posthorn.db.url must begin with"));
  }

  private void assertReady() throws Exception {
    HttpResponse<String> health = server.get("/health/ready");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"name\":\"database\",\"status\":\"UP\"")
        .contains("\"name\":\"broker\",\"status\":\"UP\"")
        .contains("\"name\":\"threads\",\"status\":\"UP\"");
  }
}
