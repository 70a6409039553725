package org.posthorn.imap.fetch;

/** Some of the octets of another stream. */
final class PartialStream implements OctetStream {
  private final OctetStream whole;
  private long skip;
  private long left;

  PartialStream(OctetStream whole, long offset, long length) {
    this.whole = whole;
    this.skip = offset;
    this.left = length;
  }

  @Override
  public int read(byte[] target) {
    int count = left == 0 ? -1 : whole.read(target);
    if (count < 0) {
      return -1;
    }
    int skipped = (int) Math.min(skip, count);
    int taken = (int) Math.min(left, count - skipped);
    System.arraycopy(target, skipped, target, 0, taken);
    skip -= skipped;
    left -= taken;
    return taken;
  }

  @Override
  public int room() {
    return whole.room();
  }
}
