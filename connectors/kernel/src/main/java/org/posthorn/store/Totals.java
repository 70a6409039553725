package org.posthorn.store;

/** Counters over all messages. */
record Totals(int unseen, int deleted, long octets, long deletedOctets) {
  static final Totals NOTHING = new Totals(0, 0, 0, 0);

  Totals plus(long bits, int size) {
    return by(1, bits, size);
  }

  Totals minus(long bits, int size) {
    return by(-1, bits, size);
  }

  private Totals by(int sign, long bits, int size) {
    boolean gone = (bits & Flags.DELETED) != 0;
    return new Totals(
        unseen + ((bits & Flags.SEEN) == 0 ? sign : 0),
        deleted + (gone ? sign : 0),
        octets + (long) sign * size,
        deletedOctets + (gone ? (long) sign * size : 0));
  }
}
