package org.posthorn.webmail.reading;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.text.Charsets;

/** The octets of a part of a message, their encoding undone. */
final class PartOctets {
  private static final int PIECE = 32 * 1024;

  private PartOctets() {}

  /** Writes all of them. */
  static void copy(Content message, MessagePart part, OutputStream out) throws IOException {
    PartContent.copy(message, part, out);
  }

  /** Writes octets of the message as they are. */
  static void copyRaw(Content message, long from, long to, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    long end = Math.min(message.size(), to);
    for (long at = from; at < end; ) {
      int count = message.read(at, ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, end - at)));
      if (count <= 0) {
        break;
      }
      out.write(piece, 0, count);
      at += count;
    }
  }

  /** The text of a part, up to so many octets. */
  static String text(Content message, MessagePart part, int most) {
    LeafPart leaf =
        new LeafPart(
            part.number(),
            part.mediaType(),
            part.charset(),
            part.encoding(),
            part.body().offset(),
            part.body().length());
    byte[] octets = PartContent.start(message, leaf, most);
    return Charsets.decode(octets, 0, octets.length, part.charset());
  }

  /** How many octets there are about, without the work of decoding. */
  static long size(MessagePart part) {
    long length = part.body().length();
    return part.encoding().equals("base64") ? length * 73 / 100 : length;
  }
}
