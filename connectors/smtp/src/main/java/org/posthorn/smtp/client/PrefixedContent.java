package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.posthorn.kernel.Content;

/** A message with fields put before it. */
final class PrefixedContent implements Content {
  private final byte[] prefix;
  private final Content message;
  private final long start;

  /**
   * @param fields in ASCII
   * @param start how many octets of the message are left out
   */
  PrefixedContent(String fields, Content message, long start) {
    this.prefix = fields.getBytes(StandardCharsets.US_ASCII);
    this.message = message;
    this.start = start;
  }

  @Override
  public long id() {
    return message.id();
  }

  @Override
  public long size() {
    return prefix.length + message.size() - start;
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    if (offset >= prefix.length) {
      return message.read(offset - prefix.length + start, target);
    }
    int read = Math.min(target.remaining(), prefix.length - (int) offset);
    target.put(prefix, (int) offset, read);
    return read + (target.hasRemaining() ? Math.max(0, message.read(start, target)) : 0);
  }

  @Override
  public void requireReadable() {
    message.requireReadable();
  }
}
