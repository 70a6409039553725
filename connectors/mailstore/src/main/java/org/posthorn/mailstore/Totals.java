package org.posthorn.mailstore;

/** Counters over all messages. */
record Totals(int unseen, int deleted, long octets, long deletedOctets) {
  static final Totals NOTHING = new Totals(0, 0, 0, 0);

  Totals plus(long bits, int size) {
    return by(1, bits, size);
  }

  Totals plus(Totals more) {
    return new Totals(
        unseen + more.unseen,
        deleted + more.deleted,
        octets + more.octets,
        deletedOctets + more.deletedOctets);
  }

  Totals minus(long bits, int size) {
    return by(-1, bits, size);
  }

  /** The same after a change of a message's flags. */
  Totals changed(long before, long after, int size) {
    long news = (before ^ after) & (Flags.SEEN | Flags.DELETED);
    if (news == 0) {
      return this;
    }
    int seen = (news & Flags.SEEN) == 0 ? 0 : (after & Flags.SEEN) == 0 ? 1 : -1;
    int gone = (news & Flags.DELETED) == 0 ? 0 : (after & Flags.DELETED) == 0 ? -1 : 1;
    return new Totals(unseen + seen, deleted + gone, octets, deletedOctets + (long) gone * size);
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
