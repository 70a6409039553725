package org.posthorn.imap.fetch;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;

/** Some octets of a message as they are stored. */
final class ContentStream implements OctetStream {
  private final Content content;
  private final long end;
  private long at;

  /** From an offset on; both within the message. */
  ContentStream(Content content, long offset, long length) {
    this.content = content;
    this.at = offset;
    this.end = offset + length;
  }

  @Override
  public int read(byte[] target) {
    if (at == end) {
      return -1;
    }
    int wanted = (int) Math.min(target.length, end - at);
    int count = content.read(at, ByteBuffer.wrap(target, 0, wanted));
    if (count <= 0) { // the literal is announced already: only closing the connection is left
      throw new ContentDamaged(content.id(), "cut off");
    }
    at += count;
    return count;
  }

  @Override
  public int room() {
    return (int) Math.min(PIECE, end - at);
  }
}
