package org.posthorn.signing.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.signing.control.FirstKeys;
import org.posthorn.signing.control.KeyRotation;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Looks after the keys of domains: first ones for domains that have none yet, and rotation. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class SigningTimer {
  private final PeriodicTask missing = new PeriodicTask("dkim-first-keys");
  private final PeriodicTask due = new PeriodicTask("dkim-rotation");

  @Inject Duties duties;
  @Inject FirstKeys first;
  @Inject KeyRotation rotation;

  @Schedule(hour = "*", minute = "*/10", second = "17", persistent = false)
  void look() {
    missing.run(() -> duties.perform("dkim-first-keys", first::makeAll));
    due.run(() -> duties.perform("dkim-rotation", rotation::turn));
  }
}
