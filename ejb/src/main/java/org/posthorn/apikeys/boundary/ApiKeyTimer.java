package org.posthorn.apikeys.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Writes down each minute when keys were used on this server. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class ApiKeyTimer {
  private final PeriodicTask notes = new PeriodicTask("api-key-use");

  @Inject ApiKeys keys;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public ApiKeyTimer() {}

  @Schedule(hour = "*", minute = "*", second = "11", persistent = false)
  void writeDown() {
    notes.run(keys::writeDown);
  }
}
