package org.posthorn.mailstore.query;

/** What is known of a statement. */
enum Truth {
  NO,
  /** It takes more to tell. */
  UNKNOWN,
  YES;

  static Truth of(boolean statement) {
    return statement ? YES : NO;
  }

  Truth not() {
    return this == UNKNOWN ? UNKNOWN : this == YES ? NO : YES;
  }
}
