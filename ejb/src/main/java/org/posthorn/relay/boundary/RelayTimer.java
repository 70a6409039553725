package org.posthorn.relay.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.relay.control.Attempts;
import org.posthorn.relay.control.Recovery;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Looks after the outgoing queue at the start and every few seconds or minutes. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class RelayTimer {
  private final PeriodicTask release = new PeriodicTask("relay-release");
  private final PeriodicTask requeue = new PeriodicTask("relay-requeue");
  private final PeriodicTask tick = new PeriodicTask("relay-tick");
  private final PeriodicTask purge = new PeriodicTask("relay-purge");

  @Inject Duties duties;
  @Inject Recovery recovery;
  @Inject Attempts attempts;

  @PostConstruct
  void start() {
    recovery.start();
  }

  @Schedule(hour = "*", minute = "*/2", persistent = false)
  void requeue() {
    release.run(recovery::release);
    requeue.run(() -> duties.perform("relay-requeue", recovery::requeue));
  }

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void tick() {
    tick.run(attempts::tick);
  }

  @Schedule(hour = "*", minute = "7,37", persistent = false)
  void purge() {
    purge.run(() -> duties.perform("relay-purge", recovery::purge));
  }
}
