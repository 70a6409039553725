package org.posthorn.relay.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.posthorn.database.Outage;
import org.posthorn.threads.Background;

/**
 * Runs attempts for groups of outgoing messages, as many at once as there are slots. Whatever comes
 * of an attempt, an Error included: its slot is given back, and the group is tried again.
 */
@ApplicationScoped
public class Attempts {
  private static final System.Logger LOG = System.getLogger(Attempts.class.getName());
  private static final Duration SECOND_TRY = Duration.ofSeconds(15);

  @Inject DeliveryAttempt attempt;
  @Inject Senders senders;
  @Inject RelayEnvironment environment;

  private final AtomicBoolean ticking = new AtomicBoolean();
  private ConcurrencyLimit slots;
  private SecondTries again;

  @SuppressWarnings("NullAway.Init") // prepare() fills the fields
  public Attempts() {}

  @PostConstruct
  void prepare() {
    slots = new ConcurrencyLimit(environment.settings().shares(), environment.nanos());
    again = new SecondTries(environment.nanos());
  }

  /** Lets an attempt be made for a group: now, or when enough others are done. Does not wait. */
  public void run(Destination group) {
    slots.enter(group, senders.sharer(group)).ifPresentOrElse(this::start, this::tickSoon);
  }

  /** Looks again when attempts that wait for their peers have made room. */
  void tickSoon() {
    if (ticking.compareAndSet(false, true)) {
      Duration half = environment.settings().shares().slowAfter().dividedBy(2);
      boolean planned = false;
      try {
        Background.schedule(environment.workers(), "relay-tick", this::tickAgain, half);
        planned = true;
      } finally {
        if (!planned) {
          ticking.set(false);
        }
      }
    }
  }

  private void tickAgain() {
    ticking.set(false); // first: whatever comes of this, another may be planned
    tick();
    if (slots.waiting()) {
      tickSoon();
    }
  }

  /** Runs what can be run since something takes long, and what went wrong a while ago. */
  public void tick() {
    slots.tick().forEach(this::start);
    again.due().forEach(this::run);
  }

  private void start(Ticket first) {
    Optional<Ticket> next = Optional.of(first);
    while (next.isPresent()) {
      Ticket ticket = next.get();
      try {
        Background.execute(environment.workers(), "relay", () -> work(ticket));
        return;
      } catch (RejectedExecutionException | Error noThread) {
        failed(ticket.group(), noThread);
        next = slots.leave(ticket);
      }
    }
  }

  private void work(Ticket first) {
    Optional<Ticket> next = Optional.of(first);
    while (next.isPresent()) {
      next = attempt(next.get());
    }
  }

  private Optional<Ticket> attempt(Ticket ticket) {
    Optional<InetAddress> busy = Optional.empty();
    try {
      busy = attempt.make(ticket.group(), slots);
    } catch (Throwable failure) { // nobody else would give the slot back
      failed(ticket.group(), failure);
    }
    return busy.isPresent() ? slots.park(ticket, busy.get()) : slots.leave(ticket);
  }

  private void failed(Destination group, Throwable failure) {
    try {
      again.add(group, SECOND_TRY);
      String line = "event=relay-attempt-failed id=" + group.delivery();
      Outage.tell(LOG, System.Logger.Level.WARNING, line, failure);
    } catch (Throwable nothingWorks) { // the rows are still there: the recovery brings them back
      return;
    }
  }
}
