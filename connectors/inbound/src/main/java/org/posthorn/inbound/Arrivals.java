package org.posthorn.inbound;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.posthorn.inbound.settings.TlsMode;

/** Receives new connections of a listener: lets them in or turns them away. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Arrivals extends ChannelInitializer<SocketChannel> {
  private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

  private final Listener listener;
  private final Surroundings around;
  private final ConnectionLimits limits;
  private final Set<Connection> connections;

  Arrivals(
      Listener listener,
      Surroundings around,
      ConnectionLimits limits,
      Set<Connection> connections) {
    this.listener = listener;
    this.around = around;
    this.limits = limits;
    this.connections = connections;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (channel.remoteAddress() == null) {
      channel.close(); // gone before it was looked at
      return;
    }
    InetAddress client = channel.remoteAddress().getAddress();
    if (!limits.enter(client, around.now())) {
      refuse(channel);
      return;
    }
    Connection connection = new Connection(channel, listener, around);
    connections.add(connection);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              limits.leave(client);
              connections.remove(connection);
            });
    if (listener.settings().tls() == TlsMode.IMPLICIT) {
      channel.pipeline().addLast(around.tls(listener.settings()));
    }
    channel.pipeline().addLast(connection);
  }

  /** Where TLS comes first, a word would cost a handshake: the client is not worth it. */
  private void refuse(SocketChannel channel) {
    LOG.log(
        System.Logger.Level.INFO,
        () -> "listener=" + listener.settings().name() + " event=refused cause=limit");
    boolean silent = listener.settings().tls() == TlsMode.IMPLICIT;
    byte[] line = listener.protocol().refusal().getBytes(StandardCharsets.US_ASCII);
    channel
        .writeAndFlush(silent ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(line))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
