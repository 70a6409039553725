package org.posthorn.relay.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A web server on 127.0.0.1 that gives each request the same answer. */
final class PolicyHost implements AutoCloseable {
  private final SSLServerSocket listener;
  private final byte[] answer;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();

  private PolicyHost(SSLServerSocket listener, String answer) {
    this.listener = listener;
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param answer from the status line to the end
   */
  static PolicyHost start(int port, SSLContext tls, String answer) throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(port, 10, InetAddress.getLoopbackAddress());
    PolicyHost host = new PolicyHost(listener, answer);
    Thread thread = new Thread(host::serve, "policy-host");
    thread.setDaemon(true);
    thread.start();
    return host;
  }

  /** A policy as an answer. */
  static String ok(String policy) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + policy.length()
        + "\r\n\r\n"
        + policy;
  }

  /** How many requests came. */
  int requests() {
    return requests.get();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (SSLSocket client = (SSLSocket) listener.accept()) {
        client.setSoTimeout(5000);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        if (line != null) {
          requests.incrementAndGet();
          client.getOutputStream().write(answer);
          client.getOutputStream().flush();
        }
      } catch (IOException e) {
        dropped.incrementAndGet(); // closed, or a client that does not like the certificate
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
