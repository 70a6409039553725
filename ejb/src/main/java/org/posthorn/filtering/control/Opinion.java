package org.posthorn.filtering.control;

import org.posthorn.filtering.value.DecisionReason;

/**
 * What is thought of a sender.
 *
 * @param conclusive whether nothing else needs to be looked at
 * @param method what it is founded on
 */
record Opinion(Leaning leaning, boolean conclusive, DecisionReason method) {

  /** Which way. */
  enum Leaning {
    HAM,
    JUNK,
    /** There is a history, and it says both; or there is none. */
    UNKNOWN
  }

  static Opinion ham(DecisionReason method) {
    return new Opinion(Leaning.HAM, true, method);
  }

  static Opinion junk(boolean conclusive, DecisionReason method) {
    return new Opinion(Leaning.JUNK, conclusive, method);
  }

  static Opinion unknown(DecisionReason method) {
    return new Opinion(Leaning.UNKNOWN, false, method);
  }
}
