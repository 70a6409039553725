package org.posthorn.mailboxes.entity;

import java.util.Optional;

/**
 * A row of a log by which many messages came at once; they are in a parcel of several parts.
 *
 * @param id of the parcel
 * @param parts how many there are, counted from 1
 * @param firstUid the UID of its first message
 */
public record ParcelRow(long id, int parts, long firstUid) {
  /** The kind of such a row. */
  public static final short KIND = 4;

  private static final int VERSION = 1;

  byte[] encoded() {
    Columns out = new Columns();
    out.put(VERSION);
    out.put(id);
    out.put(parts);
    out.put(firstUid);
    return out.toArray();
  }

  /** Reads a row of a log; empty when it is of another kind. */
  public static Optional<ParcelRow> of(int kind, byte[] body) {
    if (kind != KIND) {
      return Optional.empty();
    }
    Columns in = new Columns(body);
    if (in.get() != VERSION) {
      throw new IllegalStateException("the log was written by a newer version");
    }
    return Optional.of(new ParcelRow(in.get(), (int) in.get(), in.get()));
  }
}
