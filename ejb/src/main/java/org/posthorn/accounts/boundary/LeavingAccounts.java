package org.posthorn.accounts.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Ends deletions of accounts that a crash or an outage has interrupted. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class LeavingAccounts {
  @Inject Duties duties;
  @Inject Accounts accounts;
  private final PeriodicTask chore = new PeriodicTask("delete-accounts");

  @Schedule(hour = "*", minute = "*/5", second = "29", persistent = false)
  void delete() {
    chore.run(() -> duties.perform("delete-accounts", accounts::endDeletions));
  }
}
