package org.posthorn.mime;

/**
 * The fields of a message's header that its facts keep as they came, in the order in which they are
 * stored. RFC 5322 §3.6.
 */
public enum HeaderField {
  DATE,
  SUBJECT,
  FROM,
  SENDER,
  REPLY_TO,
  TO,
  CC,
  BCC,
  IN_REPLY_TO,
  MESSAGE_ID;

  static final HeaderField[] ALL = values();

  /** Whether it has addresses; the others are text. */
  public boolean isAddresses() {
    return EnvelopeFields.isAddresses(ordinal());
  }
}
