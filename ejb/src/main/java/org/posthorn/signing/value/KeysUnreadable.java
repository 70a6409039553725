package org.posthorn.signing.value;

/**
 * Private keys cannot be decrypted: the file with the key that they are encrypted with is missing
 * or another one. Mail waits until somebody has seen to that.
 */
public final class KeysUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause a few words for the operator; nothing secret
   */
  public KeysUnreadable(String cause) {
    super(cause);
  }
}
