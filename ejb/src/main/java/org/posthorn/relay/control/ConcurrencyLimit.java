package org.posthorn.relay.control;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Bounds how many attempts run at once, and how many of them one sender, domain or host may hold,
 * so that mail that goes slowly does not keep back the other. An attempt that waits for its peer
 * moves to the slow lane, which is wide, and its slot is free again; one to a domain that made an
 * attempt wait for long before begins there. A group for which there is no slot is parked, and
 * handed to a worker that has just finished another. Thread-safe. What is parked is only in memory:
 * the rows bring it back.
 */
final class ConcurrencyLimit implements HostShare {
  private final SlotShares shares;
  private final LongSupplier nanos;
  private final Lane fast;
  private final Lane slow;
  private final Map<String, Integer> domains = new HashMap<>();
  private final Map<InetAddress, Integer> hosts = new HashMap<>();
  private final List<Ticket> running = new ArrayList<>();
  private final AdaptiveLimit<String> domainLimits;
  private final AdaptiveLimit<InetAddress> hostLimits;
  private final SlowDomains known = new SlowDomains();
  private final WaitingDestinations parking = new WaitingDestinations();

  /**
   * @param nanos a clock that never goes back
   */
  ConcurrencyLimit(SlotShares shares, LongSupplier nanos) {
    this.shares = shares;
    this.nanos = nanos;
    this.fast = new Lane(shares.total(), shares.perSender());
    this.slow = new Lane(shares.slow(), shares.perSenderSlow());
    this.domainLimits = new AdaptiveLimit<>(shares.perDomain());
    this.hostLimits = new AdaptiveLimit<>(shares.perHost());
  }

  /** A slot for a group, if the group may be attempted now; otherwise it is parked. */
  synchronized Optional<Ticket> enter(Destination group, String sender) {
    makeRoom();
    Lane lane = lane(group);
    if (lane.hasRoom() && lane.hasRoom(sender) && free(group.domain())) {
      return Optional.of(take(group, sender));
    }
    parking.add(new WaitingDestinations.Car(group, sender, Optional.empty()));
    return Optional.empty();
  }

  /** Gives a slot back, whatever came of the attempt; the next one for the worker, if any. */
  synchronized Optional<Ticket> leave(Ticket ticket) {
    end(ticket);
    makeRoom();
    return next();
  }

  /**
   * Gives a slot back, because the host has its share of connections; the group is parked until
   * that has changed.
   */
  synchronized Optional<Ticket> park(Ticket ticket, InetAddress busy) {
    end(ticket);
    parking.add(new WaitingDestinations.Car(ticket.group(), ticket.sender(), Optional.of(busy)));
    makeRoom();
    return next();
  }

  /** Moves what takes long out of the way; those that may be attempted now therefore. */
  synchronized List<Ticket> tick() {
    makeRoom();
    List<Ticket> admitted = new ArrayList<>();
    for (Optional<Ticket> next = next(); next.isPresent(); next = next()) {
      admitted.add(next.get());
    }
    return admitted;
  }

  @Override
  public synchronized boolean dial(InetAddress host) {
    boolean free = free(host);
    if (free) {
      hosts.merge(host, 1, Integer::sum);
    }
    return free;
  }

  @Override
  public synchronized void hangUp(InetAddress host) {
    hosts.computeIfPresent(host, (any, n) -> n == 1 ? null : n - 1);
  }

  @Override
  public synchronized void met(InetAddress host, boolean well) {
    hostLimits.learn(host, well);
  }

  @Override
  public synchronized void met(String domain, boolean well) {
    domainLimits.learn(domain, well);
  }

  /** Whether groups are parked. */
  synchronized boolean waiting() {
    return !parking.isEmpty();
  }

  private Optional<Ticket> next() {
    if (!fast.hasRoom() && !slow.hasRoom()) {
      return Optional.empty();
    }
    return parking
        .next(
            sender -> fast.hasRoom(sender) || slow.hasRoom(sender),
            car ->
                lane(car.group()).hasRoom()
                    && lane(car.group()).hasRoom(car.sender())
                    && free(car.group().domain())
                    && car.waitsFor().map(this::free).orElse(true))
        .map(car -> take(car.group(), car.sender()));
  }

  /** Where an attempt begins: one to a domain that is known to be slow takes no fast slot. */
  private Lane lane(Destination group) {
    return shares.slow() > 0 && known.has(group.domain(), nanos.getAsLong()) ? slow : fast;
  }

  private boolean free(InetAddress host) {
    return hosts.getOrDefault(host, 0) < hostLimits.of(host);
  }

  private boolean free(String domain) {
    return domains.getOrDefault(domain, 0) < domainLimits.of(domain);
  }

  private Ticket take(Destination group, String sender) {
    Ticket ticket = new Ticket(group, sender, nanos.getAsLong());
    Lane lane = lane(group);
    lane.enter(sender);
    if (lane == slow) {
      ticket.slowDown();
    }
    domains.merge(group.domain(), 1, Integer::sum);
    running.add(ticket);
    return ticket;
  }

  private void end(Ticket ticket) {
    if (!running.remove(ticket)) {
      throw new IllegalStateException("a slot was given back twice");
    }
    (ticket.slow() ? slow : fast).leave(ticket.sender());
    long now = nanos.getAsLong();
    known.took(ticket.group().domain(), now - ticket.since(), true, now);
    domains.computeIfPresent(ticket.group().domain(), (any, n) -> n == 1 ? null : n - 1);
  }

  // Oldest first, as they were taken.
  private void makeRoom() {
    long now = nanos.getAsLong();
    for (Ticket each : running) {
      known.took(each.group().domain(), now - each.since(), false, now);
      boolean late = now - each.since() >= shares.slowAfter().toNanos();
      if (late && !each.slow() && slow.hasRoom() && slow.hasRoom(each.sender())) {
        fast.leave(each.sender());
        slow.enter(each.sender());
        each.slowDown();
      }
    }
  }

  /** Places for attempts, and who has how many of them. */
  private static final class Lane {
    private final int total;
    private final int perSender;
    private final Map<String, Integer> senders = new HashMap<>();
    private int inUse;

    Lane(int total, int perSender) {
      this.total = total;
      this.perSender = perSender;
    }

    boolean hasRoom() {
      return inUse < total;
    }

    boolean hasRoom(String sender) {
      return senders.getOrDefault(sender, 0) < perSender;
    }

    void enter(String sender) {
      inUse++;
      senders.merge(sender, 1, Integer::sum);
    }

    void leave(String sender) {
      inUse--;
      senders.computeIfPresent(sender, (any, n) -> n == 1 ? null : n - 1);
    }
  }
}
