package org.posthorn.mime;

/** Header fields that can be searched without reading the message. RFC 9051 §6.4.4. */
public enum Field {
  SUBJECT(0, EnvelopeFields.SUBJECT),
  FROM(1, EnvelopeFields.FROM),
  TO(2, EnvelopeFields.TO),
  CC(3, EnvelopeFields.CC),
  BCC(4, EnvelopeFields.BCC);

  private final int number; // part of the stored form of facts
  private final int item;

  Field(int number, int item) {
    this.number = number;
    this.item = item;
  }

  int number() {
    return number;
  }

  int bit() {
    return 1 << number;
  }

  /** Its place in the envelope. */
  int item() {
    return item;
  }
}
