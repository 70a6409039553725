package org.posthorn.inbound;

import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.posthorn.wire.Peer;

/**
 * Both ends of a connection as its client has them.
 *
 * @param client where it comes from
 * @param server where it went to: a port here, or at the proxy that passes it on
 */
record Addresses(InetSocketAddress client, InetSocketAddress server) {

  /** Of a client that has connected to us by itself. */
  static Addresses of(SocketChannel channel) {
    return new Addresses(channel.remoteAddress(), channel.localAddress());
  }

  /** In the words of {@link Peer}, without TLS. */
  Peer peer(String session) {
    return new Peer(
        session, text(client), client.getPort(), text(server), server.getPort(), Optional.empty());
  }

  private static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String text = host.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
