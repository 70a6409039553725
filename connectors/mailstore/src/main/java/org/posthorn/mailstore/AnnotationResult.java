package org.posthorn.mailstore;

/** What came of setting annotations: all of them or none. RFC 5464 §4.3. */
public sealed interface AnnotationResult {

  /** All are set. */
  record Done() implements AnnotationResult {}

  /** There is no such mailbox. */
  record NoMailbox() implements AnnotationResult {}

  /** The account may not set one of them. RFC 5464 §3.3. */
  record NotPermitted() implements AnnotationResult {}

  /** There would be too many entries. */
  record TooMany() implements AnnotationResult {}

  /**
   * Names and values would be too long together.
   *
   * @param room octets that the values may have together
   */
  record TooLarge(long room) implements AnnotationResult {}
}
