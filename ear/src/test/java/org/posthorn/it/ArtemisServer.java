package org.posthorn.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Artemis from its distribution, as a process of its own that can be killed. */
final class ArtemisServer {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static final String READY = "AMQ221007"; // Server is now active
  private static final Path BINARY =
      Path.of("target", "apache-artemis-2.44.0", "bin", "artemis").toAbsolutePath();

  private static final String CONFIGURATION =
      """
      <configuration xmlns="urn:activemq">
        <core xmlns="urn:activemq:core">
          <name>posthorn</name>
          <persistence-enabled>true</persistence-enabled>
          <security-enabled>false</security-enabled>
          <journal-type>NIO</journal-type>
          <journal-buffer-timeout>100000</journal-buffer-timeout>
          <journal-min-files>2</journal-min-files>
          <acceptors>
            <acceptor name="core">tcp://127.0.0.1:%d?protocols=CORE</acceptor>
          </acceptors>
          <address-settings>
            <address-setting match="#">
              <dead-letter-address>posthorn.dead</dead-letter-address>
              <expiry-address>posthorn.dead</expiry-address>
              <max-delivery-attempts>15000</max-delivery-attempts>
              <redelivery-delay>1000</redelivery-delay>
              <redelivery-delay-multiplier>2</redelivery-delay-multiplier>
              <max-redelivery-delay>30000</max-redelivery-delay>
              <default-group-rebalance>true</default-group-rebalance>
              <auto-create-addresses>false</auto-create-addresses>
              <auto-create-queues>false</auto-create-queues>
            </address-setting>
          </address-settings>
          <addresses>
            <address name="posthorn.delivery">
              <anycast><queue name="posthorn.delivery"/></anycast>
            </address>
            <address name="posthorn.relay">
              <anycast><queue name="posthorn.relay"/></anycast>
            </address>
            <address name="posthorn.dead">
              <anycast><queue name="posthorn.dead"/></anycast>
            </address>
            <address name="posthorn.changes"><multicast/></address>
          </addresses>
        </core>
      </configuration>
      """;

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
                "--user=none",
                "--password=none",
                "--allow-anonymous",
                "--no-web",
                "--no-autotune",
                "--java-memory=512m")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (create.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
    Files.writeString(
        instance.resolve("etc").resolve("broker.xml"),
        CONFIGURATION.formatted(port),
        StandardCharsets.UTF_8);
    start();
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** The processes of it. */
  List<ProcessHandle> processes() {
    return List.of(process.toHandle());
  }

  /** Starts it, again on the same files and port, and waits until it says that it is there. */
  void start() throws IOException, InterruptedException {
    process =
        new ProcessBuilder(instance.resolve("bin").resolve("artemis").toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
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
