package org.posthorn.testkit;

import java.util.Optional;

/** The client's end of one connection in a test, in memory or over TCP. */
public interface Line extends AutoCloseable {

  /** Sends octets as one packet. */
  void send(byte[] octets);

  /** The server's next line without its end; empty when it has closed or says nothing for long. */
  Optional<String> readLine();

  /** What the server has said already and nobody has read; empty when nothing. */
  String unread();

  /** Starts TLS, after the server's go-ahead. */
  void startTls();

  /** Waits until the server has closed the connection; false when it does not. */
  boolean closedByServer();

  /** Hangs up. */
  @Override
  void close();
}
