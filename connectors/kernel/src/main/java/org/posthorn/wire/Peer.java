package org.posthorn.wire;

import java.util.Optional;

/**
 * The other end of a connection.
 *
 * @param session short id of this connection, unique since the start, for log lines
 * @param address the client's IP address in text form, without port or zone
 * @param port the client's port
 * @param localAddress the IP address that it connected to
 * @param localPort the port that it connected to
 * @param tls the protection, when there is one
 */
public record Peer(
    String session,
    String address,
    int port,
    String localAddress,
    int localPort,
    Optional<Tls> tls) {

  /** Whether the connection comes from this machine: 127.0.0.0/8 or ::1. */
  public boolean loopback() {
    return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
  }

  /** This peer with TLS active. */
  public Peer secured(Tls protection) {
    return new Peer(session, address, port, localAddress, localPort, Optional.of(protection));
  }
}
