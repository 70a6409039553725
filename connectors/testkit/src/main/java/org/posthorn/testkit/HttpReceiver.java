package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Receives HTTP requests and answers with whatever octets a test wants. */
public final class HttpReceiver implements AutoCloseable {
  /** The answer until a test wants another. */
  public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A request; the names of fields in lower case. */
  public record Request(String line, Map<String, String> fields, String body) {
    public Request {
      fields = Map.copyOf(fields);
    }

    /** What the request line asks for. RFC 9112 §3.2. */
    public String path() {
      return line.split(" ", -1)[1];
    }
  }

  private final ServerSocket server;
  private final List<Request> requests = new ArrayList<>();
  private volatile Function<Request, String> answers = any -> OK;

  private HttpReceiver(ServerSocket server) {
    this.server = server;
  }

  /** Starts one on a free port of an address. */
  public static HttpReceiver start(String address) {
    return start(address, 0);
  }

  /** Starts one on a port of an address; 0 for a free one. */
  public static HttpReceiver start(String address, int port) {
    try {
      return begun(new HttpReceiver(new ServerSocket(port, 50, InetAddress.getByName(address))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one with TLS on this machine. */
  public static HttpReceiver start(SSLContext tls) {
    try {
      return begun(
          new HttpReceiver(
              tls.getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpReceiver begun(HttpReceiver receiver) {
    Thread thread = new Thread(receiver::serve, "http-receiver");
    thread.setDaemon(true);
    thread.start();
    return receiver;
  }

  /** Its port. */
  public int port() {
    return server.getLocalPort();
  }

  /** A URL of it. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  /** From now on requests are answered so; null leaves them without. */
  public void answer(Function<Request, String> with) {
    answers = with;
  }

  /** From now on all requests are answered so. */
  public void answer(String with) {
    answer(any -> with);
  }

  /** What has come, in its order. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread thread = new Thread(() -> serve(client), "http-receiver-client");
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
      synchronized (this) {
        requests.add(request);
      }
      client.getOutputStream().write(answers.apply(request).getBytes(UTF_8));
      client.getOutputStream().flush();
    } catch (IOException gone) {
      return;
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("no field");
      }
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    return new Request(first, fields, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("no line");
      }
      line.append(new String(new byte[] {(byte) c}, ISO_8859_1));
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
