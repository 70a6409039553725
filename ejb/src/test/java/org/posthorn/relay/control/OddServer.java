package org.posthorn.relay.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An SMTP server that answers as a test says: {@code command=reply}, separated by {@code ;}.
 * Commands are {@code CONNECT}, {@code EHLO}, {@code MAIL}, … and {@code DOT} for the end of the
 * message. In replies {@code |} ends a line with CRLF and {@code /} with LF alone; {@code <CLOSE>}
 * closes, {@code <RESET>} resets the connection; {@code CONTENT} is answered to the first line of
 * the message. A final line gets its CRLF.
 */
final class OddServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Map<String, String> replies = new HashMap<>();
  private final List<String> mails = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private int connections;

  private OddServer(ServerSocket listener, String script) {
    this.listener = listener;
    replies.putAll(
        Map.of(
            "CONNECT", "220 odd.test",
            "EHLO", "250-odd.test|250-PIPELINING|250 8BITMIME",
            "HELO", "250 odd.test",
            "DATA", "354 go on",
            "QUIT", "221 bye"));
    for (String each : script.split(";")) {
      int is = each.indexOf('=');
      if (is > 0) {
        replies.put(each.substring(0, is), each.substring(is + 1));
      }
    }
  }

  static OddServer start(String address, int port, String script) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(address, port));
    OddServer server = new OddServer(listener, script);
    start(server::serve);
    return server;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "odd-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** The messages that it took. */
  synchronized List<String> mails() {
    return List.copyOf(mails);
  }

  /** The commands that it heard, without what follows their first word. */
  synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  synchronized int connections() {
    return connections;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        synchronized (this) {
          connections++;
        }
        start(() -> converse(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket client) {
    try (client) {
      client.setSoTimeout(20_000);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      if (answer(client, "CONNECT")) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          String command = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
          synchronized (this) {
            commands.add(command);
          }
          if (!answer(client, command) || command.equals("QUIT")) {
            return;
          }
          if (command.equals("DATA") && replies.getOrDefault("DATA", "").startsWith("354")) {
            if (!content(client, in)) {
              return;
            }
          }
        }
      }
    } catch (IOException over) {
      return;
    }
  }

  private boolean content(Socket client, BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (text.length() == 0 && replies.containsKey("CONTENT") && !answer(client, "CONTENT")) {
        return false;
      }
      if (line.equals(".")) {
        String reply = replies.getOrDefault("DOT", "250 fine");
        if (reply.startsWith("2") && text.length() > 0) { // RFC 2920 §3.1: sent to nobody
          synchronized (this) {
            mails.add(text.toString());
          }
        }
        return answer(client, "DOT");
      }
      text.append(line).append('\n');
    }
    return false;
  }

  /** Whether the connection stands afterwards. */
  private boolean answer(Socket client, String command) throws IOException {
    String reply = replies.getOrDefault(command, "250 fine");
    boolean close = reply.endsWith("<CLOSE>");
    boolean reset = reply.endsWith("<RESET>");
    String said = reply.replaceAll("<(CLOSE|RESET)>$", "");
    String text = said.replace("|", "\r\n").replace("/", "\n");
    if (!text.isEmpty()) {
      OutputStream out = client.getOutputStream();
      out.write((text.endsWith("\n") ? text : text + "\r\n").getBytes(ISO_8859_1));
      out.flush();
    }
    if (reset) {
      client.setSoLinger(true, 0);
    }
    return !close && !reset;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
