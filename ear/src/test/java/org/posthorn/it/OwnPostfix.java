package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Postfix of the test's own, with an OpenDKIM that signs for {@link #DOMAIN}: takes mail on a
 * port of this machine and sends all of it to another. Needs root, as Postfix does.
 */
final class OwnPostfix {
  /** The domain whose mail is signed. */
  static final String DOMAIN = "good.test";

  /** Its selector. */
  static final String SELECTOR = "one";

  private static final Path POSTFIX = Path.of("/usr/sbin/postfix");
  private static final Path OPENDKIM = Path.of("/usr/sbin/opendkim");
  private static final Path GENKEY = Path.of("/usr/sbin/opendkim-genkey");

  private final int port = Ports.free();
  private final Path home;
  private final Process postfix;
  private final Process opendkim;

  private OwnPostfix(int relayTo) throws IOException, InterruptedException {
    home = Files.createTempDirectory("postfix");
    passable(home);
    Programs.run("sh", "-c", GENKEY + " -d " + DOMAIN + " -s " + SELECTOR + " -D " + home);
    int signer = Ports.free();
    write("opendkim.conf", signerSettings(signer));
    for (String folder : new String[] {"etc", "queue", "data"}) {
      passable(Files.createDirectory(home.resolve(folder)));
    }
    Programs.run("chown", "postfix", home.resolve("data").toString());
    write("etc/main.cf", settings(signer, relayTo));
    write("etc/master.cf", services());
    opendkim = start("opendkim.log", OPENDKIM, "-f", "-x", home.resolve("opendkim.conf") + "");
    postfix = start("postfix.log", POSTFIX, "-c", home.resolve("etc") + "", "start-fg");
  }

  /** Starts one that sends to a port of this machine; without the programs, the test ends. */
  static OwnPostfix sendingTo(int port) throws IOException, InterruptedException {
    Programs.need(POSTFIX);
    Programs.need(OPENDKIM);
    Programs.need(GENKEY);
    Programs.need(Path.of("/usr/bin/swaks"));
    assumeTrue("root".equals(System.getProperty("user.name")), "Postfix has to be run as root");
    OwnPostfix started = new OwnPostfix(port);
    try {
      started.awaitGreeting();
      return started;
    } catch (Throwable e) {
      started.close();
      throw e;
    }
  }

  private static void passable(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text);
  }

  private Process start(String log, Path program, String... arguments) throws IOException {
    String[] command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toArray(String[]::new);
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(home.resolve(log).toFile())
        .start();
  }

  private String signerSettings(int port) {
    return """
    Domain %s
    Selector %s
    KeyFile %s
    Socket inet:%d@127.0.0.1
    Mode s
    InternalHosts 127.0.0.1
    Syslog no
    RequireSafeKeys no
    UserID root
    """
        .formatted(DOMAIN, SELECTOR, home.resolve(SELECTOR + ".private"), port);
  }

  private String settings(int signer, int relayTo) {
    return """
    compatibility_level = 3.6
    queue_directory = %1$s/queue
    data_directory = %1$s/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    mail_owner = postfix
    setgid_group = postdrop
    myhostname = mail.%2$s
    mydestination =
    mynetworks = 127.0.0.0/8
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    relayhost = [127.0.0.1]:%4$d
    maillog_file = %1$s/mail.log
    maillog_file_prefixes = %1$s
    smtp_tls_security_level = may
    smtpd_milters = inet:127.0.0.1:%3$d
    milter_default_action = tempfail
    notify_classes =
    """
        .formatted(home, DOMAIN, signer, relayTo);
  }

  private String services() {
    return """
    127.0.0.1:%d inet n - n - - smtpd
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    flush unix n - n 1000? 0 flush
    smtp unix - - n - - smtp
    relay unix - - n - - smtp
    showq unix n - n - - showq
    error unix - - n - - error
    retry unix - - n - - error
    anvil unix - - n - 1 anvil
    scache unix - - n - 1 scache
    proxymap unix - - n - - proxymap
    tlsmgr unix - - n 1000? 1 tlsmgr
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(port);
  }

  private void awaitGreeting() throws IOException, InterruptedException {
    for (int i = 0; i < 300; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException later) {
        assertThat(postfix.isAlive()).as(text("postfix.log")).isTrue();
        Thread.sleep(100);
      }
    }
    throw new AssertionError("Postfix does not answer: " + log());
  }

  /** Where it takes mail. */
  int port() {
    return port;
  }

  /** The key of its signatures, as a zone has it. */
  String keyRecord() throws IOException {
    Matcher part = Pattern.compile("\"([^\"]*)\"").matcher(text(SELECTOR + ".txt"));
    StringBuilder record = new StringBuilder();
    while (part.find()) {
      record.append(" \"").append(part.group(1)).append('"');
    }
    return record.toString().strip();
  }

  /** What it has noted so far. */
  String log() {
    try {
      return text("mail.log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String name) throws IOException {
    Path file = home.resolve(name);
    return Files.exists(file) ? Files.readString(file, UTF_8) : "";
  }

  /** Ends it, and removes what it has written. */
  void close() throws IOException, InterruptedException {
    start("stop.log", POSTFIX, "-c", home.resolve("etc") + "", "stop")
        .waitFor(20, TimeUnit.SECONDS);
    postfix.descendants().forEach(ProcessHandle::destroy);
    postfix.destroy();
    opendkim.destroy();
    postfix.waitFor(10, TimeUnit.SECONDS);
    opendkim.waitFor(10, TimeUnit.SECONDS);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
