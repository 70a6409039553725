package org.posthorn.relay.control;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailauth.dns.DnsLookup;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.smtp.client.ClientLogin;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportTls;

/**
 * How mail leaves: to the hosts that DNS names, or to one server.
 *
 * @param name for the log
 * @param server the one server; empty where DNS says
 * @param sourceIpv4 where connections by IPv4 come from
 * @param sourceIpv6 where connections by IPv6 come from
 */
record NextHop(
    String name,
    Optional<Server> server,
    Optional<InetAddress> sourceIpv4,
    Optional<InetAddress> sourceIpv6,
    IpFamily family) {

  /**
   * One server that takes all mail.
   *
   * @param host a name, or an address in brackets
   * @param lmtp whether LMTP is spoken with it
   */
  record Server(
      String host, int port, TransportTls tls, Optional<ClientLogin> login, boolean lmtp) {
    private static final String LOCALHOST = "localhost";

    /** Its addresses; waits for DNS. */
    DnsLookup<List<InetAddress>> addresses(MxLookup dns) {
      if (host.equals(LOCALHOST)) {
        return new DnsLookup.Yes<>(List.of(InetAddress.getLoopbackAddress()), false);
      }
      return dns.addresses(host.matches("[0-9.]+") ? "[" + host + "]" : host);
    }
  }

  /** Where no route says anything. */
  static NextHop byDefault(RelaySettings settings) {
    Optional<InetAddress> local = settings.localAddress();
    return new NextHop(
        "default",
        Optional.empty(),
        local.filter(Inet4Address.class::isInstance),
        local.filter(each -> !(each instanceof Inet4Address)),
        IpFamily.ANY);
  }

  /** That of a transport, which must not be one that fails. */
  static NextHop of(ChosenTransport chosen) {
    TransportSpec spec = chosen.spec();
    boolean verified = spec.tls().verified();
    Optional<ClientLogin> login =
        spec.login()
            .flatMap(user -> chosen.password().map(word -> new ClientLogin(user, word, verified)));
    boolean lmtp = spec.kind() == TransportKind.LMTP;
    return new NextHop(
        chosen.name(),
        spec.host().map(host -> new Server(host, spec.port(), spec.tls(), login, lmtp)),
        spec.sourceIpv4(),
        spec.sourceIpv6(),
        spec.family());
  }

  /** Where a connection to an address comes from. */
  Optional<InetAddress> source(InetAddress address) {
    return address instanceof Inet4Address ? sourceIpv4 : sourceIpv6;
  }

  /** Whether TLS stands before anything is said. RFC 8314 §3.3 */
  boolean implicitTls() {
    return server.map(each -> each.tls() == TransportTls.IMPLICIT).orElse(false);
  }
}
