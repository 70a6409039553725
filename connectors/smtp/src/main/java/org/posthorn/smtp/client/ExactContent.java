package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** The octets that follow a BDAT: the message, and nothing else. RFC 3030 §2. */
final class ExactContent implements WireContent {
  private final Content content;
  private long at;

  /** The octets of a content from an offset on. */
  ExactContent(Content content, long start) {
    this.content = content;
    this.at = start;
  }

  @Override
  public boolean next(ByteBuffer out) {
    if (at >= content.size()) {
      return false;
    }
    int read = content.read(at, out);
    if (read <= 0) {
      throw new IllegalStateException("content " + content.id() + " is shorter than its size");
    }
    at += read;
    return true;
  }
}
