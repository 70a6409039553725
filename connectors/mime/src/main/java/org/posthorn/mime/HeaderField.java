package org.posthorn.mime;

/**
 * The fields of a message's header that its facts keep as they came, in the order in which they are
 * stored. RFC 5322 §3.6.
 */
public enum HeaderField {
  DATE(EnvelopeFields.DATE),
  SUBJECT(EnvelopeFields.SUBJECT),
  FROM(EnvelopeFields.FROM),
  SENDER(EnvelopeFields.SENDER),
  REPLY_TO(EnvelopeFields.REPLY_TO),
  TO(EnvelopeFields.TO),
  CC(EnvelopeFields.CC),
  BCC(EnvelopeFields.BCC),
  IN_REPLY_TO(EnvelopeFields.IN_REPLY_TO),
  MESSAGE_ID(EnvelopeFields.MESSAGE_ID);

  static final HeaderField[] ALL = values();

  private final int item;

  HeaderField(int item) {
    this.item = item;
  }

  /** Its place in the stored form. */
  int item() {
    return item;
  }

  /** Whether it has addresses; the others are text. */
  public boolean isAddresses() {
    return EnvelopeFields.isAddresses(item);
  }
}
