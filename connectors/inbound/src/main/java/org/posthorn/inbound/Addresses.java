package org.posthorn.inbound;

import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.posthorn.wire.Peer;

/** Socket addresses in the words of {@link Peer}. */
final class Addresses {
  private Addresses() {}

  static Peer peer(SocketChannel channel, String session) {
    InetSocketAddress remote = channel.remoteAddress();
    InetSocketAddress local = channel.localAddress();
    return new Peer(
        session, text(remote), remote.getPort(), text(local), local.getPort(), Optional.empty());
  }

  private static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String text = host.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
