package org.posthorn.health.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Pulses;

/**
 * Ready when the threads that everything hangs on answer: event loops and workers of the listeners,
 * the writer of mailboxes, the container's threads and timers. A port that is open says nothing of
 * them.
 */
@Readiness
@ApplicationScoped
public class ThreadsReadiness implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(ThreadsReadiness.class.getName());
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** The writer of mailboxes may be busy for ten seconds, with other servers or a full pool. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Resource ManagedExecutorService executor;
  @EJB Heartbeat heartbeat;

  private Pulses.@Nullable Watch pulse;

  @PostConstruct
  void watch() {
    pulse = Pulses.watch("executor", executor);
  }

  @PreDestroy
  void unwatch() {
    if (pulse != null) {
      pulse.end();
    }
  }

  @Override
  public HealthCheckResponse call() {
    List<String> silent = Pulses.silent(MOMENT, PATIENCE);
    boolean timers = heartbeat.regular();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("threads").status(silent.isEmpty() && timers);
    silent.forEach(name -> answer.withData(name, "silent"));
    if (!timers) {
      answer.withData("timers", "silent");
    }
    if (!silent.isEmpty() || !timers) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=threads-silent names={0} timers={1}",
          String.join(",", silent),
          timers ? "regular" : "silent");
    }
    return answer.build();
  }
}
