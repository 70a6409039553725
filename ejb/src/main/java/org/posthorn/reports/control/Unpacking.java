package org.posthorn.reports.control;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * Octets of a report as they were before they were packed: gzip, the first file of a zip, plain.
 */
final class Unpacking {
  /** More is no report but a bomb. */
  static final int MOST = 20 << 20;

  private Unpacking() {}

  /** The octets, at most {@link #MOST}. */
  static byte[] of(byte[] packed) throws UnreadableReport {
    try (InputStream in = stream(packed)) {
      byte[] octets = in.readNBytes(MOST + 1);
      if (octets.length > MOST) {
        throw new UnreadableReport("too large");
      }
      return octets;
    } catch (IOException | IllegalArgumentException broken) {
      throw new UnreadableReport("not unpacked");
    }
  }

  // by what it is, not by what somebody calls it. RFC 1952 §2.3.1
  private static InputStream stream(byte[] packed) throws IOException {
    InputStream plain = new ByteArrayInputStream(packed);
    if (starts(packed, 0x1f, 0x8b)) {
      return new GZIPInputStream(plain);
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

  private static boolean starts(byte[] octets, int first, int second) {
    return octets.length > 1 && (octets[0] & 0xff) == first && (octets[1] & 0xff) == second;
  }
}
