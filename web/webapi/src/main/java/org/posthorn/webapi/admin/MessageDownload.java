package org.posthorn.webapi.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** Writes the octets of a message into a response. */
final class MessageDownload {
  private static final int BLOCK = 64 * 1024;

  private MessageDownload() {}

  /** All of them; what is damaged ends before its last octets. */
  static void write(Content content, OutputStream out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long at = 0; at < content.size(); ) {
      int read = content.read(at, block.clear());
      if (read <= 0) {
        throw new IOException("content " + content.id() + " is shorter than its size");
      }
      out.write(block.array(), 0, read);
      at += read;
    }
  }
}
