package org.posthorn.mime;

/** What is computed of a message once, when it arrives, so that no read parses it again. */
public final class MessageFacts {
  private final byte[] encoded;

  private MessageFacts(byte[] encoded) {
    this.encoded = encoded;
  }

  /** Facts as they were stored. */
  public static MessageFacts of(byte[] encoded) {
    return new MessageFacts(encoded.clone());
  }

  /** The form in which they are stored. */
  public byte[] encoded() {
    return encoded.clone();
  }
}
