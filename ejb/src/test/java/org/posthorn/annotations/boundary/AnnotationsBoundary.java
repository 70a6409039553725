package org.posthorn.annotations.boundary;

import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.annotations.control.AnnotationsWiring;
import org.posthorn.transactions.boundary.Transactions;

/** Does what the container does. */
public final class AnnotationsBoundary {
  private AnnotationsBoundary() {}

  /** The boundary on these. */
  public static Annotations of(AnnotationsWiring wiring) {
    Annotations annotations = new Annotations();
    annotations.store = wiring.store;
    annotations.watchers = wiring.watchers;
    return annotations;
  }

  /** An account has gone. */
  public static void deleted(
      AnnotationsWiring wiring, Transactions transactions, AccountDeleted event) {
    AnnotationEvents events = new AnnotationEvents();
    events.rows = wiring.rows;
    events.watchers = wiring.watchers;
    events.transactions = transactions;
    events.deleted(event);
  }
}
