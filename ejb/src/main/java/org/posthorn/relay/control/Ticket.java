package org.posthorn.relay.control;

/**
 * The right to make an attempt for a group; given out and taken back by {@link ConcurrencyLimit}.
 */
final class Ticket {
  private final Destination group;
  private final String sender;
  private final long since;
  private boolean slow;

  Ticket(Destination group, String sender, long since) {
    this.group = group;
    this.sender = sender;
    this.since = since;
  }

  Destination group() {
    return group;
  }

  /** On whose share it is. */
  String sender() {
    return sender;
  }

  /** When it was given out, by the clock of the slots. */
  long since() {
    return since;
  }

  /** Whether it is in the slow lane. */
  boolean slow() {
    return slow;
  }

  /** It moves there. */
  void slowDown() {
    slow = true;
  }
}
