package org.posthorn.hooks.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.hooks.control.HookClaims;
import org.posthorn.hooks.control.HookDispatch;
import org.posthorn.hooks.control.HookUpkeep;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Has requests of webhooks sent that are due, and those forgotten that are done. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@Lock(LockType.READ) // none of its tasks waits for another
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookTimer {
  private final PeriodicTask start = new PeriodicTask("webhook-start");
  private final PeriodicTask look = new PeriodicTask("webhook-look");
  private final PeriodicTask tick = new PeriodicTask("webhook-tick");
  private final PeriodicTask release = new PeriodicTask("webhook-release");
  private final PeriodicTask count = new PeriodicTask("webhook-count");
  private final PeriodicTask purge = new PeriodicTask("webhook-purge");

  @Inject HookDispatch dispatch;
  @Inject HookClaims claims;
  @Inject HookUpkeep upkeep;
  @Inject Duties duties;

  @PostConstruct
  void start() {
    start.run(
        () -> {
          claims.releaseEnded();
          upkeep.count();
        });
  }

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    tick.run(dispatch::tick);
  }

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void look() {
    look.run(dispatch::look);
  }

  @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
  void count() {
    count.run(upkeep::count);
    release.run(claims::releaseEnded);
  }

  @Schedule(hour = "*", minute = "9,39", persistent = false)
  void purge() {
    purge.run(() -> duties.perform("webhook-purge", upkeep::purge));
  }
}
