package org.posthorn.sweep.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Has disk space freed once a day, and lets go of what other servers have freed. */
@Startup
@Singleton
@DependsOn("ServerStartup")
@TransactionManagement(TransactionManagementType.BEAN)
public class GcTimer {
  private static final String DAILY = "content-sweep";

  private final PeriodicTask daily = new PeriodicTask(DAILY);
  private final PeriodicTask hourly = new PeriodicTask("content-reopen");

  @Inject ContentGc sweep;
  @Resource TimerService timers;

  @Inject
  @ConfigProperty(name = "posthorn.content.sweep-hour", defaultValue = "3")
  int hour;

  @PostConstruct
  void start() {
    sweep.serverStarts();
    timers.createCalendarTimer(
        new ScheduleExpression().hour(hour).minute(17), new TimerConfig(DAILY, false));
    timers.createCalendarTimer(
        new ScheduleExpression().hour("*").minute(47), new TimerConfig("content-reopen", false));
  }

  @Timeout
  void due(Timer timer) {
    if (DAILY.equals(timer.getInfo())) {
      daily.run(sweep::start);
    } else {
      hourly.run(sweep::closeExchanged);
    }
  }
}
