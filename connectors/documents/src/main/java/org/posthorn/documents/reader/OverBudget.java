package org.posthorn.documents.reader;

/** A document takes more than it may. What was read of it until then counts. */
final class OverBudget extends RuntimeException {
  private static final long serialVersionUID = 1;

  OverBudget(String what) {
    super(what, null, false, false);
  }
}
