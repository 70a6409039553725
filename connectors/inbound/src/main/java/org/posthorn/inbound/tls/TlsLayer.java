package org.posthorn.inbound.tls;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import org.posthorn.wire.Tls;

/**
 * The server's side of TLS in a channel's pipeline. Tells the handlers after it of the handshake
 * with {@link io.netty.handler.ssl.SslHandshakeCompletionEvent} and of the peer's end with {@link
 * io.netty.handler.ssl.SslCloseCompletionEvent}; closes a channel whose handshake takes too long.
 */
public interface TlsLayer extends ChannelHandler {

  /** The protection, once the handshake is done. */
  Tls protection();

  /** Says that nothing more comes; done when that has left. RFC 8446 §6.1. */
  ChannelFuture closeOutbound();
}
