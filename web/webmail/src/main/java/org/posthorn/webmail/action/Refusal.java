package org.posthorn.webmail.action;

/** Something was not done; the page says why by a text of this key. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String key) {
    super(key, null, false, false);
  }

  /** The key of the text. */
  String key() {
    return String.valueOf(getMessage());
  }
}
