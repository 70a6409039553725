package org.posthorn.sending.control;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.posthorn.kernel.ContentSink;

/** Octets on their way into a content, with a limit. */
public final class ContentOutput extends OutputStream {
  private final ContentSink sink;
  private final long most;

  /** What is written goes there; no more than so many octets. */
  public ContentOutput(ContentSink sink, long most) {
    this.sink = sink;
    this.most = most;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) {
    if (sink.size() + count > most) {
      throw new TooLarge();
    }
    sink.write(ByteBuffer.wrap(octets, from, count));
  }

  /** There is more than may be. */
  public static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
