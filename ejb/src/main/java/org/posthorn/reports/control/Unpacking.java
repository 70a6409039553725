package org.posthorn.reports.control;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipInputStream;

/**
 * Octets of a report as they were before they were packed: the first member of gzip, the first file
 * of a zip, plain.
 */
final class Unpacking {
  /** More is no report but a bomb. */
  static final int MOST = 8 << 20;

  // RFC 1952 §2.3.1
  private static final int HAS_CHECKSUM = 1 << 1;
  private static final int HAS_EXTRA = 1 << 2;
  private static final int HAS_NAME = 1 << 3;
  private static final int HAS_COMMENT = 1 << 4;

  private Unpacking() {}

  /** The octets, at most {@link #MOST}. */
  static byte[] of(byte[] packed) throws UnreadableReport {
    Inflater inflater = new Inflater(true);
    try (InputStream in = stream(packed, inflater)) {
      byte[] octets = in.readNBytes(MOST + 1);
      if (octets.length > MOST) {
        throw new UnreadableReport("too large");
      }
      return octets;
    } catch (IOException | IllegalArgumentException broken) {
      throw new UnreadableReport("not unpacked");
    } finally {
      inflater.end();
    }
  }

  // by what it is, not by what somebody calls it. RFC 1952 §2.3.1
  private static InputStream stream(byte[] packed, Inflater inflater) throws IOException {
    InputStream plain = new ByteArrayInputStream(packed);
    if (starts(packed, 0x1f, 0x8b)) {
      skipHeader(new DataInputStream(plain));
      return new InflaterInputStream(plain, inflater);
    }
    if (!starts(packed, 'P', 'K')) {
      return plain;
    }
    ZipInputStream zip = new ZipInputStream(plain);
    if (zip.getNextEntry() == null) {
      throw new IOException("an empty archive");
    }
    return zip;
  }

  /**
   * Goes to the octets of the first member of gzip; RFC 1952 §2.3. There may be any number, but a
   * report is one. GZIPInputStream calls itself for each that follows, until the stack is full.
   */
  private static void skipHeader(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    int flags = in.readUnsignedByte();
    in.skipNBytes(6);
    if ((flags & HAS_EXTRA) != 0) {
      in.skipNBytes(in.readUnsignedByte() | in.readUnsignedByte() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText(in);
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText(in);
    }
    if ((flags & HAS_CHECKSUM) != 0) {
      in.skipNBytes(2);
    }
  }

  private static void skipText(DataInputStream in) throws IOException {
    int octet;
    do {
      octet = in.readUnsignedByte();
    } while (octet != 0);
  }

  private static boolean starts(byte[] octets, int first, int second) {
    return octets.length > 1 && (octets[0] & 0xff) == first && (octets[1] & 0xff) == second;
  }
}
