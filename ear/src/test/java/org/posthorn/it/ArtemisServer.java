package org.posthorn.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Artemis from its distribution, as a process of its own that can be killed. */
final class ArtemisServer {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static final String READY = "AMQ221007"; // Server is now active
  private static final Path BINARY =
      Path.of("target", "apache-artemis-2.44.0", "bin", "artemis").toAbsolutePath();

  /** What an operator puts into {@code etc}: docs/cluster.md. */
  private static final Path FILES =
      Path.of("..", "resources", "server", "artemis").toAbsolutePath().normalize();

  private static final List<String> AS_SHIPPED =
      List.of("login.config", "artemis-users.properties", "artemis-roles.properties");

  private final Path instance;
  private final Path log;
  private final int port = Ports.free();
  private Process process;

  /** Makes an instance in a directory that is not there yet, and starts it. */
  ArtemisServer(Path instance) throws IOException, InterruptedException {
    this.instance = instance;
    log = Files.createTempFile(Path.of("target", "it").toAbsolutePath(), "artemis", ".log");
    Process create =
        new ProcessBuilder(
                BINARY.toString(),
                "create",
                instance.toString(),
                "--silent",
                "--user=unused",
                "--password=unused",
                "--require-login",
                "--no-web",
                "--no-autotune",
                "--java-memory=512m")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (create.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
    Path etc = instance.resolve("etc");
    for (String file : AS_SHIPPED) {
      Files.copy(FILES.resolve(file), etc.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(
        etc.resolve("broker.xml"),
        Files.readString(FILES.resolve("broker.xml"))
            .replace("<max-disk-usage>95", "<max-disk-usage>-1") // of the machine that builds
            .replace("<journal-type>ASYNCIO", "<journal-type>NIO"));
    start();
  }

  /** Has a server use it. */
  RunningServer with(RunningServer mails) {
    return mails
        .with("posthorn.broker.url", "tcp://127.0.0.1:" + port)
        .with("posthorn.broker.user", "posthorn")
        .with("posthorn.broker.password", "CHANGE-ME-posthorn");
  }

  /** The processes of it. */
  List<ProcessHandle> processes() {
    return List.of(process.toHandle());
  }

  /** Starts it, again on the same files and port, and waits until it says that it is there. */
  void start() throws IOException, InterruptedException {
    ProcessBuilder run =
        new ProcessBuilder(instance.resolve("bin").resolve("artemis").toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    run.environment().put("JAVA_ARGS_APPEND", "-Dposthorn.broker.port=" + port);
    process = run.start();
    long end = System.nanoTime() + PATIENCE;
    while (!Files.readString(log).contains(READY)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("Artemis did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
