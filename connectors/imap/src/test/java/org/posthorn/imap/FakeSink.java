package org.posthorn.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;

/** Where {@link FakeStore} takes octets; can run full and minds that it ends once. */
final class FakeSink implements ContentSink {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final long room;
  private final Function<byte[], Content> keep;
  private boolean ended;

  FakeSink(long room, Function<byte[], Content> keep) {
    this.room = room;
    this.keep = keep;
  }

  @Override
  public void write(ByteBuffer more) {
    requireOpen(false);
    if (octets.size() + more.remaining() > room) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }
    byte[] copy = new byte[more.remaining()];
    more.get(copy);
    octets.writeBytes(copy);
  }

  @Override
  public long size() {
    return octets.size();
  }

  @Override
  public Content finish(byte[] prefix) {
    requireOpen(true);
    return keep.apply(whole(prefix));
  }

  private byte[] whole(byte[] prefix) {
    ByteBuffer whole = ByteBuffer.allocate(prefix.length + octets.size());
    return whole.put(prefix).put(octets.toByteArray()).array();
  }

  @Override
  public void discard() {
    requireOpen(true);
  }

  private void requireOpen(boolean end) {
    if (ended) {
      throw new IllegalStateException("The sink has ended");
    }
    ended = end;
  }
}
