package org.posthorn.webapi.v0;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.compose.OutgoingPart;

/**
 * Octets instead of JSON.
 *
 * @param content of the message that they are of
 * @param length how many; empty when that is not known
 */
record RawAnswer(
    String mediaType, Content content, OptionalLong length, OutgoingPart.Octets octets) {
  private static final int PIECE = 32 * 1024;

  /** A message as it came. */
  static RawAnswer of(StoredMessage message) {
    Content content = message.content();
    return new RawAnswer(
        "message/rfc822", content, OptionalLong.of(content.size()), out -> copy(content, out));
  }

  /** A part, its encoding undone. */
  static RawAnswer of(StoredMessage message, MessagePart part) {
    String type = part.mediaType();
    boolean known = type.matches("[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}");
    return new RawAnswer(
        known ? type : "application/octet-stream",
        message.content(),
        OptionalLong.empty(),
        out -> PartContent.copy(message.content(), part, out));
  }

  private static void copy(Content content, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    for (long at = 0; at < content.size(); ) {
      int count = content.read(at, ByteBuffer.wrap(piece));
      if (count <= 0) {
        throw new IOException("a message ends early");
      }
      out.write(piece, 0, count);
      at += count;
    }
  }
}
