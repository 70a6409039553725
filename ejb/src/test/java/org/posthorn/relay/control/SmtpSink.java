package org.posthorn.relay.control;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Postfix's smtp-sink as the other server; a test without it is skipped. */
final class SmtpSink implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/smtp-sink");

  private final Process process;
  private final Path directory;

  private SmtpSink(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Starts it on 127.0.0.1; options as in its manual. */
  static SmtpSink start(int port, String... options) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), "smtp-sink is not installed");
    Path directory = Files.createTempDirectory("smtp-sink");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-d", "mail."));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "postfix"));
    }
    command.addAll(List.of(options));
    command.addAll(List.of("127.0.0.1:" + port, "20"));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    SmtpSink sink = new SmtpSink(process, directory);
    sink.await(port);
    return sink;
  }

  private void await(int port) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive()) {
          throw new IOException(Files.readString(directory.resolve("log")), notYet);
        }
        Thread.sleep(50);
      }
    }
    throw new IOException("smtp-sink does not listen");
  }

  /** All that it took, one after the other. */
  String mails() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("mail."))
          .map(SmtpSink::read)
          .collect(Collectors.joining("\n----\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
