package org.posthorn.transactions.boundary;

import java.util.Optional;
import org.posthorn.database.Outage;
import org.posthorn.kernel.OutageWatch;
import org.posthorn.threads.Failures;

/**
 * Work that a timer brings again and again. What goes wrong is logged and not thrown: the container
 * would give the timer up after a failure, and the next time all may be well.
 */
public final class PeriodicTask {
  private static final System.Logger LOG = System.getLogger(PeriodicTask.class.getName());

  private final String name;
  private final OutageWatch watch = new OutageWatch();

  /** Work with a name for the log. */
  public PeriodicTask(String name) {
    this.name = name;
  }

  /**
   * Does it; an outage is logged in a line, at most one a minute, another failure with its stack.
   */
  public void run(Runnable work) {
    try {
      work.run();
      say(watch.worked(), "");
    } catch (Throwable e) { // an Error neither ends the timer
      Optional<String> away = Outage.unreachable(e);
      if (away.isPresent()) {
        say(watch.failed(), " cause=" + away.get());
      } else {
        Failures.tell(LOG, "event=chore-failed chore=" + name, e);
      }
    }
  }

  private void say(Optional<String> story, String cause) {
    story.ifPresent(said -> LOG.log(System.Logger.Level.WARNING, said + " chore=" + name + cause));
  }
}
