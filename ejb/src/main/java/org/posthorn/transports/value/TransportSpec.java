package org.posthorn.transports.value;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A way on which mail leaves, without its password.
 *
 * @param host the one server; a name or an address. Empty for DIRECT, ON_DEMAND and FAIL
 * @param port of the server
 * @param login whom to log in as; empty without login
 * @param sourceIpv4 the address that connections by IPv4 come from
 * @param sourceIpv6 the address that connections by IPv6 come from
 * @param failure what recipients of FAIL come to, otherwise empty
 */
public record TransportSpec(
    TransportKind kind,
    Optional<String> host,
    int port,
    TransportTls tls,
    Optional<String> login,
    Optional<InetAddress> sourceIpv4,
    Optional<InetAddress> sourceIpv6,
    IpFamily family,
    Optional<Failure> failure) {

  /**
   * The reply that a server would have given.
   *
   * @param code from 400 to 599
   */
  public record Failure(int code, String text) {}
}
