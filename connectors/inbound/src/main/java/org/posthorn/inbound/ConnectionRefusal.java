package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import org.posthorn.inbound.settings.TlsMode;

/** Says to a client why it is turned away, under TLS where that comes first, and closes. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close needs no more
final class ConnectionRefusal extends ChannelInboundHandlerAdapter {
  private final Listener listener;

  ConnectionRefusal(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (listener.settings().tls() != TlsMode.IMPLICIT) {
      say(context.channel());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        say(context.channel());
      } else {
        context.close();
      }
    }
  }

  void say(Channel channel) {
    byte[] line = listener.protocol().refusal().getBytes(StandardCharsets.US_ASCII);
    channel.writeAndFlush(Unpooled.wrappedBuffer(line)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ((ByteBuf) message).release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
