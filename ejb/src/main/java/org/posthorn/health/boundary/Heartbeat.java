package org.posthorn.health.boundary;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.time.Duration;

/** Whether the container's timers come. */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Heartbeat {
  private static final Duration LATE = Duration.ofMinutes(1);

  private volatile long last = System.nanoTime();

  /** Every ten seconds. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void beat() {
    last = System.nanoTime();
  }

  /** Whether it has come within the last minute. */
  public boolean regular() {
    return System.nanoTime() - last < LATE.toNanos();
  }
}
