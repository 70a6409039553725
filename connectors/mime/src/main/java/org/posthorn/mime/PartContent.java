package org.posthorn.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.posthorn.kernel.Content;
import org.posthorn.mime.text.TransferDecoder;

/** The octets of a part, its transfer encoding undone. RFC 2045 §6. */
public final class PartContent {
  private static final int PIECE = 32 * 1024;

  private PartContent() {}

  /**
   * How a part begins.
   *
   * @param most how many octets are wanted at most
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public static byte[] start(Content message, LeafPart part, int most) {
    TransferDecoder decoder = TransferDecoder.named(part.encoding());
    ByteBuffer decoded = ByteBuffer.allocate((int) Math.min(PIECE, part.length()));
    byte[] piece = new byte[Math.min(PIECE, decoded.capacity())];
    long end = Math.min(part.offset() + part.length(), message.size());
    for (long at = part.offset(); at < end && decoded.position() < most; ) {
      ByteBuffer next = ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, end - at));
      int count = message.read(at, next);
      if (count <= 0) {
        break;
      }
      decoded = withRoom(decoded, count + TransferDecoder.SPARE);
      decoder.decode(piece, 0, count, decoded);
      at += count;
    }
    return Arrays.copyOf(decoded.array(), Math.min(most, decoded.position()));
  }

  private static ByteBuffer withRoom(ByteBuffer octets, int more) {
    if (octets.remaining() >= more) {
      return octets;
    }
    ByteBuffer larger = ByteBuffer.allocate(2 * octets.capacity() + more);
    return larger.put(octets.flip());
  }

  /**
   * Writes the octets of a part.
   *
   * @throws IOException what {@code out} throws
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public static void copy(Content message, MessagePart part, OutputStream out) throws IOException {
    TransferDecoder decoder = TransferDecoder.named(part.encoding());
    byte[] piece = new byte[PIECE];
    ByteBuffer decoded = ByteBuffer.allocate(PIECE + TransferDecoder.SPARE);
    long end = Math.min(message.size(), part.body().offset() + part.body().length());
    for (long at = part.body().offset(); at < end; ) {
      int count = message.read(at, ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, end - at)));
      if (count <= 0) {
        break;
      }
      decoder.decode(piece, 0, count, decoded.clear());
      out.write(decoded.array(), 0, decoded.position());
      at += count;
    }
  }
}
