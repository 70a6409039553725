package org.posthorn.kernel;

/**
 * Finds out which {@link Body} octets need at least. Lines end with CRLF only and have at most 998
 * octets; NUL stands in none. Any cut of the octets gives the same. RFC 5321 §2.3.7, RFC 2045 §2.7.
 */
public final class BodyGauge {
  private static final int MAX_LINE = 998; // RFC 5322 §2.1.1, without CRLF

  private boolean eightBit;
  private boolean binary;
  private boolean afterCr;
  private int length; // of the line so far, its CR included

  /** Looks at the next octet. */
  public void add(byte octet) {
    boolean feed = octet == '\n';
    binary |= octet == 0 || feed != afterCr;
    eightBit |= octet < 0;
    afterCr = octet == '\r';
    length = feed ? 0 : length + 1;
    binary |= length > MAX_LINE + (afterCr ? 1 : 0);
  }

  /** Looks at the next octets. */
  public void add(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      add(octets[i]);
    }
  }

  /** What those that were looked at need, if there are no more. */
  public Body needed() {
    return binary || afterCr ? Body.BINARY : eightBit ? Body.EIGHT_BIT : Body.SEVEN_BIT;
  }
}
