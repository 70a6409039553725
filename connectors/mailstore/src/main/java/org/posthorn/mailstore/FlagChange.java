package org.posthorn.mailstore;

/** What a STORE does to flags. RFC 9051 §6.4.6. */
public record FlagChange(Operation operation, Flags flags) {

  /** How the flags meet those that a message has. */
  public enum Operation {
    /** {@code +FLAGS}. */
    ADD,
    /** {@code -FLAGS}. */
    REMOVE,
    /** {@code FLAGS}. */
    REPLACE
  }

  /** The flags of a message after this change, with its own flags as bits of the same mailbox. */
  public FlagBits applyTo(FlagBits before, FlagBits bits) {
    return FlagBits.of(
        applyTo(before.first(), bits.first()),
        FlagBits.changed(operation, before.more(), bits.more()));
  }

  /** The first word after this change. */
  public long applyTo(long before, long bits) {
    return switch (operation) {
      case ADD -> before | bits;
      case REMOVE -> before & ~bits;
      case REPLACE -> bits;
    };
  }
}
