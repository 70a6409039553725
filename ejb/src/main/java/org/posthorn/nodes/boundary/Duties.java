package org.posthorn.nodes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthorn.nodes.control.DutyRoster;
import org.posthorn.nodes.value.Lease;

/**
 * Work that one server at a time does for all: who has it keeps it as long as that server lives,
 * then another takes it.
 */
@ApplicationScoped
public class Duties {
  @Inject DutyRoster roster;

  /** Takes a duty; empty when another server has it. */
  public Optional<Lease> take(String name) {
    return roster.take(name);
  }

  /** Whether it is still this server's; asks the database. */
  public boolean holds(Lease lease) {
    return roster.holds(lease);
  }

  /** Gives a duty back, so that whichever server comes first takes it next. */
  public void release(Lease lease) {
    roster.giveUp(lease);
  }

  /** Does some work if this is the server to do it. */
  public void perform(String name, Runnable work) {
    Optional<Lease> lease = take(name);
    boolean done = false;
    try {
      lease.ifPresent(taken -> work.run());
      done = true;
    } finally {
      if (!done && lease.isPresent()) {
        roster.giveUp(lease.get()); // another server may be better off
      }
    }
  }

  /** Who has which duty. */
  public List<Lease> all() {
    return roster.all();
  }
}
