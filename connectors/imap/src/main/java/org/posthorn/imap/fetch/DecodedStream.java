package org.posthorn.imap.fetch;

import java.nio.ByteBuffer;
import org.posthorn.mime.text.TransferDecoder;

/** Octets without their content transfer encoding. */
final class DecodedStream implements OctetStream {
  private static final int RAW = PIECE / 2;

  private final OctetStream encoded;
  private final TransferDecoder decoder;
  private final byte[] raw;

  DecodedStream(OctetStream encoded, String encoding) {
    this.encoded = encoded;
    this.decoder = TransferDecoder.named(encoding);
    this.raw = new byte[Math.min(RAW, encoded.room())];
  }

  @Override
  public int read(byte[] target) {
    int count = encoded.read(raw);
    if (count < 0) {
      return -1;
    }
    ByteBuffer decoded = ByteBuffer.wrap(target);
    decoder.decode(raw, 0, count, decoded);
    return decoded.position();
  }

  @Override
  public int room() {
    return raw.length + TransferDecoder.SPARE;
  }

  /** How many octets there are; reads to the end. */
  long count() {
    byte[] target = new byte[room()];
    long total = 0;
    for (int count = read(target); count >= 0; count = read(target)) {
      total += count;
    }
    return total;
  }
}
