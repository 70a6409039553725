package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;

/**
 * Decodes the PROXY header, version 1 or 2, at the beginning of a connection, and takes itself out
 * of the pipeline behind it. What it keeps of a header that does not end is bounded.
 */
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {
  /** More than proxies say about a client of theirs, certificates included. */
  static final int MOST_TLVS = 4096;

  /** The fixed part, addresses of the longest kind, and the above. */
  static final int LONGEST = 16 + 216 + MOST_TLVS;

  ProxyHeaderDecoder() {
    super(MOST_TLVS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    super.channelRead(context, onHeap((ByteBuf) message));
    if (!context.isRemoved() && actualReadableBytes() > LONGEST) { // a version that is none
      throw new HAProxyProtocolException("header is too long");
    }
  }

  /** The decoder holds on to TLVs before one that is broken: only the heap forgets them. */
  private static ByteBuf onHeap(ByteBuf octets) {
    try {
      return Unpooled.buffer(octets.readableBytes()).writeBytes(octets);
    } finally {
      octets.release();
    }
  }
}
