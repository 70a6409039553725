package org.posthorn.nodes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthorn.nodes.entity.Duty;
import org.posthorn.nodes.entity.Server.State;
import org.posthorn.nodes.value.Lease;

/** Who has which duty. A duty of a server that lives is taken by nobody else. */
@ApplicationScoped
public class DutyRoster {
  private static final System.Logger LOG = System.getLogger(DutyRoster.class.getName());

  private static final long NOBODY = 0;

  @Inject ServerRows rows;
  @Inject Liveness liveness;

  /** Takes it; empty when another server has it, or this one can give no sign of life. */
  public Optional<Lease> take(String name) {
    if (!liveness.lives()) {
      return Optional.empty();
    }
    long self = liveness.self();
    Optional<Duty> duty = rows.duty(name);
    if (duty.isEmpty()) {
      return takenFirst(name, self);
    }
    if (duty.get().server() == self) {
      return Optional.of(lease(duty.get()));
    }
    if (isUp(duty.get().server()) || !rows.take(duty.get(), self)) {
      return Optional.empty();
    }
    return told(new Lease(name, self, duty.get().fence() + 1));
  }

  private Optional<Lease> takenFirst(String name, long self) {
    return rows.firstDuty(name, self) ? told(new Lease(name, self, 1)) : Optional.empty();
  }

  private boolean isUp(long server) {
    return liveness.all().stream()
        .anyMatch(each -> each.id() == server && each.state() == State.UP);
  }

  private static Optional<Lease> told(Lease lease) {
    LOG.log(
        System.Logger.Level.INFO,
        "event=duty-taken duty={0} server={1} fence={2}",
        lease.name(),
        Long.toString(lease.server()),
        Long.toString(lease.fence()));
    return Optional.of(lease);
  }

  /** Nobody has it any more. */
  public void giveUp(Lease lease) {
    try {
      rows.duty(lease.name())
          .filter(duty -> lease.equals(lease(duty)))
          .ifPresent(duty -> rows.take(duty, NOBODY));
    } catch (RuntimeException away) { // then it is kept
      LOG.log(System.Logger.Level.DEBUG, "event=duty-kept", away);
    }
  }

  /** Whether it has not changed hands, and may not have done so since. */
  public boolean holds(Lease lease) {
    return liveness.lives()
        && lease.server() == liveness.self()
        && rows.duty(lease.name()).filter(duty -> lease.equals(lease(duty))).isPresent();
  }

  /** All of them. */
  public List<Lease> all() {
    return rows.duties().stream().map(DutyRoster::lease).toList();
  }

  private static Lease lease(Duty duty) {
    return new Lease(duty.name(), duty.server(), duty.fence());
  }
}
