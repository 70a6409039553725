package org.posthorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Receives requests of webhooks and answers as their path says: {@code /ok}, {@code /fails-once},
 * {@code /hangs}, {@code /redirects}, {@code /lies}.
 */
final class HookReceiver implements AutoCloseable {
  /** A request; the names of fields in lower case. */
  record Request(String path, Map<String, String> fields, String body) {}

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  HookReceiver() throws IOException {
    Thread thread = new Thread(this::serve, "hook-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread thread = new Thread(() -> serve(client), "hook-receiver-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Request request = read(new BufferedInputStream(client.getInputStream()));
      requests.add(request);
      client.getOutputStream().write(answer(request).getBytes(UTF_8));
      client.getOutputStream().flush();
    } catch (IOException gone) {
      return;
    }
  }

  private String answer(Request request) {
    boolean first = requests(request.path()).size() == 1;
    return switch (request.path()) {
      case "/fails-once" -> first ? "HTTP/1.1 500 No\r\n\r\nnot now" : "HTTP/1.1 204 Now\r\n\r\n";
      case "/hangs" -> hang();
      case "/redirects" -> "HTTP/1.1 307 There\r\nLocation: " + url("/secret") + "\r\n\r\n";
      case "/lies" -> "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\nnot so much";
      default -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    };
  }

  private String hang() {
    try {
      end.await(5, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private static Request read(InputStream in) throws IOException {
    String path = line(in).split(" ")[1];
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    return new Request(path, fields, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("no line");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    server.close();
  }
}
