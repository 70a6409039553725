package org.posthorn.mailauth.dkim;

/** What was read of text that others wrote. */
public sealed interface Parsed<T> {

  /** It could be read. */
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * It could not, or may not be used.
   *
   * @param reason a few words of ASCII, nothing of the text
   */
  record Bad<T>(String reason) implements Parsed<T> {}
}
