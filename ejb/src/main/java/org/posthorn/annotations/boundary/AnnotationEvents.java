package org.posthorn.annotations.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.annotations.control.AnnotationRows;
import org.posthorn.annotations.control.AnnotationWatchers;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.transactions.boundary.Transactions;

/** Hears of accounts that go, and of annotations that other servers have changed. */
@ApplicationScoped
public class AnnotationEvents {
  @Inject AnnotationRows rows;
  @Inject AnnotationWatchers watchers;
  @Inject Transactions transactions;

  void deleted(@Observes AccountDeleted event) {
    transactions.run(() -> rows.deleteOfAccount(event.id()));
  }

  void on(@Observes ChangedElsewhere change) {
    watchers.changedElsewhere(change);
  }
}
