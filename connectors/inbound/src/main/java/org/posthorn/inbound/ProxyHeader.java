package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.posthorn.net.Networks;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Waits for the PROXY header of a new connection and tells whom the proxy brings. What comes after
 * the header waits here until {@link #pass}. Knows time and octets, nothing of listeners.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close ends in channelInactive
final class ProxyHeader extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(ProxyHeader.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InetAddress proxy;
  private final Receiver receiver;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Future<?> deadline;
  private @Nullable ByteBuf held;
  private boolean over;

  /** Who wants to know; called on the event loop, one of the two once at most. */
  interface Receiver {
    /**
     * There was a header.
     *
     * @param client empty when the proxy speaks for itself, or does not say for whom
     */
    void introduced(Optional<Addresses> client);

    /** There was none, and the connection is closed. */
    void failed(Fault fault);
  }

  /** What is wrong with a header. */
  enum Fault {
    LATE,
    MALFORMED
  }

  ProxyHeader(InetAddress proxy, Receiver receiver) {
    this.proxy = proxy;
    this.receiver = receiver;
  }

  /** Expects the header at the beginning of a connection. */
  static void expect(Channel channel, InetAddress proxy, Receiver receiver) {
    channel.pipeline().addLast(new ProxyHeaderDecoder(), new ProxyHeader(proxy, receiver));
  }

  /** Hands what has come after the header to the handlers that were added meanwhile. */
  static void pass(Channel channel) {
    ProxyHeader header = channel.pipeline().get(ProxyHeader.class);
    if (header != null) {
      header.pass();
    }
  }

  private void pass() {
    ByteBuf octets = held;
    held = null;
    ChannelHandlerContext here = context;
    if (here != null) {
      here.pipeline().remove(this);
      if (octets != null) {
        here.fireChannelRead(octets); // a removed handler still knows who came after it
      }
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    deadline =
        Background.schedule(added.executor(), "proxy-header", () -> fail(Fault.LATE), PATIENCE);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    end();
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    if (message instanceof HAProxyMessage header) {
      try {
        introduced(header);
      } finally {
        header.release();
      }
    } else {
      held = ReceiveBuffer.joined(held, (ByteBuf) message);
    }
  }

  private void introduced(HAProxyMessage header) {
    if (!over) { // the decoder may find another one after a fault
      Optional<Addresses> client = client(header);
      end();
      receiver.introduced(client);
    }
  }

  private Optional<Addresses> client(HAProxyMessage header) {
    HAProxyProxiedProtocol kind = header.proxiedProtocol();
    if (header.command() == HAProxyCommand.LOCAL
        || kind != HAProxyProxiedProtocol.TCP4 && kind != HAProxyProxiedProtocol.TCP6) {
      return Optional.empty();
    }
    InetAddress client = address(header.sourceAddress());
    if (!possible(client)) {
      return Optional.empty();
    }
    return Optional.of(
        new Addresses(
            new InetSocketAddress(client, header.sourcePort()),
            new InetSocketAddress(address(header.destinationAddress()), header.destinationPort())));
  }

  /** A proxy elsewhere has clients on its own machine, but they are not on this one. */
  private boolean possible(InetAddress client) {
    return !client.isAnyLocalAddress()
        && !client.isMulticastAddress()
        && (proxy.isLoopbackAddress() || !client.isLoopbackAddress());
  }

  /** IPv4 within IPv6 becomes IPv4, as it does for clients without a proxy. */
  private static InetAddress address(String text) {
    try {
      return InetAddress.getByAddress(
          Networks.octets(text).orElseThrow(() -> new UnknownHostException(text)));
    } catch (UnknownHostException e) { // with a zone or in brackets
      throw new HAProxyProtocolException(e);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext reading, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !over) {
      end(); // a health check that only connects
      reading.close();
    } else {
      reading.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext reading, Throwable cause) {
    reading.close();
    if (cause instanceof DecoderException) {
      fail(Fault.MALFORMED);
    } else if (!(cause instanceof IOException)) {
      Failures.tell(LOG, "event=broken", cause);
    }
  }

  private void fail(Fault fault) {
    ChannelHandlerContext here = context;
    if (over || here == null) {
      return;
    }
    end();
    here.close();
    receiver.failed(fault);
  }

  private void end() {
    over = true;
    Future<?> waiting = deadline;
    if (waiting != null) {
      waiting.cancel(false);
      deadline = null;
    }
  }
}
