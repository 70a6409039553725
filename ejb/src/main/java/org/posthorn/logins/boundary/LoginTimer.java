package org.posthorn.logins.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.logins.control.KnownOrigins;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Forgets once a day from where nobody logs in any more. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class LoginTimer {
  @Inject Duties duties;
  @Inject KnownOrigins origins;
  private final PeriodicTask chore = new PeriodicTask("login-origins");

  @Schedule(hour = "3", minute = "52", persistent = false)
  void forget() {
    chore.run(() -> duties.perform("forget-login-origins", origins::forget));
  }
}
