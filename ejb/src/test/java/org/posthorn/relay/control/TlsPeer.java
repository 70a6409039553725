package org.posthorn.relay.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server with STARTTLS and a certificate that nobody trusts, or with a broken STARTTLS. */
final class TlsPeer implements AutoCloseable {

  /** What becomes of STARTTLS. */
  enum Fault {
    NONE,
    /** It is not offered. */
    MISSING,
    /** It is offered, but refused. */
    REFUSED,
    /** There comes something else than TLS. */
    GARBAGE,
    /** The connection is reset when the handshake begins. */
    RESET,
    /** The connection is reset when the handshake is over. */
    RESET_AFTER,
    /** The connection is closed when the handshake is over. */
    CLOSED_AFTER
  }

  private final ServerSocket listener;
  private final Fault fault;
  private final SSLContext tls;
  private final String extension;
  private final List<String> heard = new ArrayList<>();

  private TlsPeer(ServerSocket listener, Fault fault, SSLContext tls, String extension) {
    this.listener = listener;
    this.tls = tls;
    this.extension = extension;
    this.fault = fault;
  }

  static TlsPeer start(int port, Fault fault) throws IOException {
    SSLContext expired = new TestAuthority("nobody").expired("somebody-else.test").server();
    return start(port, fault, expired, "");
  }

  /**
   * Starts it.
   *
   * @param extension what it offers under TLS, empty for nothing
   */
  static TlsPeer start(int port, Fault fault, SSLContext tls, String extension) throws IOException {
    ServerSocket listener = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    TlsPeer peer = new TlsPeer(listener, fault, tls, extension);
    Thread thread = new Thread(peer::serve, "tls-peer");
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  /** The commands, those under TLS with a lock before them. */
  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  private synchronized void note(boolean secure, String line) {
    heard.add((secure ? "TLS " : "") + line);
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.setSoTimeout(5000);
        client.getOutputStream().write("220 tls.b.test\r\n".getBytes(StandardCharsets.US_ASCII));
        converse(client, false);
      } catch (IOException e) {
        note(false, "(connection over)");
      }
    }
  }

  private void converse(Socket client, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      note(secure, line);
      String reply = "250 fine";
      if (data) {
        data = !line.equals(".");
        reply = data ? "" : reply;
      } else if (line.startsWith("EHLO")) {
        reply = offer(secure);
      } else if (line.equals("DATA")) {
        data = true;
        reply = "354 go on";
      } else if (line.equals("QUIT")) {
        client.getOutputStream().write("221 bye\r\n".getBytes(StandardCharsets.US_ASCII));
        return;
      } else if (line.equals("STARTTLS") && fault == Fault.REFUSED) {
        reply = "454 not now";
      } else if (line.equals("STARTTLS")) {
        client.getOutputStream().write("220 go on\r\n".getBytes(StandardCharsets.US_ASCII));
        if (fault == Fault.GARBAGE || fault == Fault.RESET) {
          in.read(); // the client has begun its handshake
          if (fault == Fault.RESET) {
            client.setSoLinger(true, 0);
          } else {
            client.getOutputStream().write("no TLS here\r\n".getBytes(StandardCharsets.US_ASCII));
          }
          return;
        }
        SSLSocket over = (SSLSocket) tls.getSocketFactory().createSocket(client, null, false);
        over.setUseClientMode(false);
        if (fault != Fault.NONE) {
          over.startHandshake();
          client.setSoLinger(fault == Fault.RESET_AFTER, 0);
          return;
        }
        converse(over, true);
        return;
      }
      if (!reply.isEmpty()) {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private String offer(boolean secure) {
    if (secure) {
      return extension.isEmpty() ? "250 tls.b.test" : "250-tls.b.test\r\n250 " + extension;
    }
    return fault == Fault.MISSING ? "250 tls.b.test" : "250-tls.b.test\r\n250 STARTTLS";
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
