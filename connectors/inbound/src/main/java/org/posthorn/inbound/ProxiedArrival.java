package org.posthorn.inbound;

import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.inbound.ConnectionLimits.Limit;
import org.posthorn.inbound.ConnectionLimits.Place;
import org.posthorn.net.Networks;

/**
 * A new connection that has to come from a proxy and to begin with a PROXY header. Until that has
 * come, and when the proxy speaks for itself (a health check), it has no limit but the total.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close ends in channelInactive
final class ProxiedArrival {
  private final SocketChannel channel;
  private final Addresses direct;
  private final ConnectionInitializer arrivals;

  ProxiedArrival(SocketChannel channel, Addresses direct, ConnectionInitializer arrivals) {
    this.channel = channel;
    this.direct = direct;
    this.arrivals = arrivals;
  }

  /** Expects the header, if it is one of those proxies. */
  void begin(Networks proxies) {
    InetAddress proxy = direct.client().getAddress();
    if (!proxies.contains(proxy)) {
      arrivals.cut(channel, direct, "not-a-proxy");
      return;
    }
    Optional<Place> place = arrivals.placeForProxy(direct);
    if (place.isEmpty()) {
      arrivals.refuse(channel, direct, Limit.TOTAL);
      return;
    }
    channel.closeFuture().addListener(closed -> place.get().leave());
    ProxyHeader.expect(channel, proxy, new Introduction(place.get()));
  }

  private final class Introduction implements ProxyHeader.Receiver {
    private final Place place;

    Introduction(Place place) {
      this.place = place;
    }

    @Override
    public void introduced(Optional<Addresses> client) {
      if (client.isEmpty()) {
        arrivals.letIn(channel, direct, place);
      } else {
        place.leave();
        arrivals.admit(channel, client.get());
      }
      Connection connection = channel.pipeline().get(Connection.class);
      if (connection != null) {
        connection.begin();
      }
      if (!(channel.pipeline().last() instanceof ProxyHeader)) { // else it waits for a place
        ProxyHeader.pass(channel);
      }
    }

    @Override
    public void failed(ProxyHeader.Fault fault) {
      arrivals.cut(channel, direct, "proxy-header-" + fault.name().toLowerCase(Locale.ROOT));
    }
  }
}
