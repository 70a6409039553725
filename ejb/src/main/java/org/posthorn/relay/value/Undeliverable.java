package org.posthorn.relay.value;

/** Why a message that was accepted here does not reach a recipient. RFC 3463. */
public enum Undeliverable {
  /** The recipient is in a domain of ours, but not there (any more). */
  UNKNOWN("5.1.1", "550 5.1.1 No such mailbox", "n"), // RFC 3463 §3.2
  /** The recipient's mailbox has no room for it. */
  FULL("5.2.2", "552 5.2.2 Mailbox full", "f"), // RFC 3463 §3.3
  /** The mailbox is somebody else's than the sender thinks. */
  REASSIGNED("5.7.17", "550 5.7.17 The mailbox has changed hands", "v"), // RFC 7293 §14.4
  /** Its sender may not send as its author any more. */
  NOT_SENDER("5.7.1", "550 5.7.1 The account may not send as the author", "s"), // RFC 3463 §3.8
  /** The octets are gone or not as they were. */
  LOST("5.3.0", "The message was damaged on this host", "l"), // RFC 3463 §3.4
  /** It was tried for as long as mail is tried. */
  EXPIRED("5.4.7", "The message could not be delivered for days", "e"); // RFC 3463 §3.5

  private final String status;
  private final String text;
  private final String mark;

  Undeliverable(String status, String text, String mark) {
    this.status = status;
    this.text = text;
    this.mark = mark;
  }

  /** The enhanced status code. */
  public String status() {
    return status;
  }

  /** What the report says of it. */
  public String text() {
    return text;
  }

  /** Tells ids of notices for one delivery apart. */
  public String mark() {
    return mark;
  }
}
