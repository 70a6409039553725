package org.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A mail server of another domain. The local part of a recipient says how it is treated: {@code
 * never…} is refused for good, {@code later…} the first time, everybody else is taken.
 */
final class OtherServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSocket listener;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger deferrals = new AtomicInteger();

  /** Starts it; port 0 is any free one. */
  OtherServer(int port) throws IOException {
    listener = bound(port);
    thread(this::accept);
  }

  // Any connection of this machine may have been given the port for its own end, for a moment.
  private static ServerSocket bound(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      } catch (BindException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What was taken: envelope in the first line, then the octets as they came. */
  List<String> messages() {
    return messages;
  }

  int deferrals() {
    return deferrals.get();
  }

  /** Goes down: with its connections, which Posthorn keeps for a while. */
  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        clients.add(client);
        thread(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Dialogue dialogue = new Dialogue(client);
      dialogue.say("220 other.test ESMTP");
      boolean more;
      do {
        more = dialogue.next();
      } while (more);
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "other-server");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Dialogue {
    private final Socket client;
    private String sender = "";
    private String recipients = "";

    Dialogue(Socket client) {
      this.client = client;
    }

    boolean next() throws IOException {
      String line = line();
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("EHLO")) {
        say("250-other.test\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 1000000");
      } else if (command.startsWith("MAIL")) {
        sender = line.substring(line.indexOf('<'), line.indexOf('>') + 1);
        recipients = "";
        say("250 2.1.0 OK");
      } else if (command.startsWith("RCPT")) {
        recipient(line.substring(line.indexOf('<'), line.indexOf('>') + 1));
      } else if (command.equals("DATA")) {
        say("354 go on");
        messages.add(sender + recipients + '\n' + data());
        say("250 2.0.0 taken");
      } else {
        say(line.isEmpty() || command.equals("QUIT") ? "221 2.0.0 bye" : "250 2.0.0 OK");
      }
      return !line.isEmpty() && !command.equals("QUIT");
    }

    private void recipient(String path) throws IOException {
      if (path.startsWith("<never")) {
        say("550 5.1.1 never heard of");
      } else if (path.startsWith("<later") && deferrals.getAndIncrement() == 0) {
        say("451 4.2.1 later");
      } else {
        recipients += ' ' + path;
        say("250 2.1.5 OK");
      }
    }

    private String data() throws IOException {
      StringBuilder data = new StringBuilder();
      for (String line = line(); !line.equals("."); line = line()) {
        data.append(line).append("\r\n");
      }
      return data.toString();
    }

    /** A line without its end; empty when the client has gone. */
    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int octet = client.getInputStream().read(); octet >= 0; ) {
        if (octet == '\n') {
          return line.substring(0, line.length() - 1);
        }
        line.append((char) octet);
        octet = client.getInputStream().read();
      }
      if (line.isEmpty()) {
        return "";
      }
      throw new IOException("half a line");
    }

    private void say(String reply) throws IOException {
      client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
