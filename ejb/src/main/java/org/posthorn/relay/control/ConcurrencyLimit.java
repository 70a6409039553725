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
 * so that mail that goes slowly does not keep back the other. An attempt that takes long moves to a
 * slow lane, and its slot is free again. A group for which there is no slot is parked, and handed
 * to a worker that has just finished another. Thread-safe. What is parked is only in memory: the
 * rows bring it back.
 */
final class ConcurrencyLimit implements HostShare {
  private final SlotShares shares;
  private final LongSupplier nanos;
  private final Lane fast;
  private final Lane slow;
  private final Map<String, Integer> domains = new HashMap<>();
  private final Map<InetAddress, Integer> hosts = new HashMap<>();
  private final List<Ticket> running = new ArrayList<>();
  private final WaitingDestinations parking = new WaitingDestinations();

  /**
   * @param nanos a clock that never goes back
   */
  ConcurrencyLimit(SlotShares shares, LongSupplier nanos) {
    this.shares = shares;
    this.nanos = nanos;
    this.fast = new Lane(shares.total(), shares.perSender());
    this.slow = new Lane(shares.slow(), shares.perSender());
  }

  /** A slot for a group, if the group may be attempted now; otherwise it is parked. */
  synchronized Optional<Ticket> enter(Destination group, String sender) {
    makeRoom();
    if (free(sender, group.domain())) {
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

  private Optional<Ticket> next() {
    if (!fast.hasRoom()) {
      return Optional.empty();
    }
    return parking
        .next(
            fast::hasRoom,
            car ->
                domains.getOrDefault(car.group().domain(), 0) < shares.perDomain()
                    && car.waitsFor().map(this::free).orElse(true))
        .map(car -> take(car.group(), car.sender()));
  }

  private boolean free(InetAddress host) {
    return hosts.getOrDefault(host, 0) < shares.perHost();
  }

  private boolean free(String sender, String domain) {
    return fast.hasRoom()
        && fast.hasRoom(sender)
        && domains.getOrDefault(domain, 0) < shares.perDomain();
  }

  private Ticket take(Destination group, String sender) {
    Ticket ticket = new Ticket(group, sender, nanos.getAsLong());
    fast.enter(sender);
    domains.merge(group.domain(), 1, Integer::sum);
    running.add(ticket);
    return ticket;
  }

  private void end(Ticket ticket) {
    if (!running.remove(ticket)) {
      throw new IllegalStateException("a slot was given back twice");
    }
    (ticket.slow() ? slow : fast).leave(ticket.sender());
    domains.computeIfPresent(ticket.group().domain(), (any, n) -> n == 1 ? null : n - 1);
  }

  // Oldest first, as they were taken.
  private void makeRoom() {
    long now = nanos.getAsLong();
    for (Ticket each : running) {
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
