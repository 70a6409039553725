package org.posthorn.inbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Clients that wait, not greeted yet, until others of their address have logged in or left: so a
 * whole office that comes at nine in the morning from one address is let in after and after instead
 * of being turned away. Bounded in number and time. Thread-safe.
 */
final class WaitingRoom {
  private static final int MOST = 5_000;
  private static final int MOST_OF_ADDRESS = 1_000;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(50); // mail programs wait 60

  private final Map<Long, Deque<Guest>> guests = new HashMap<>();
  private int total;

  /** Who waits. */
  interface Guest {
    /** The address that it comes from, as limits see it. */
    long address();

    /** When it came, in nanoseconds. */
    long since();

    /** Lets it in, if there is a place now; true also when it has gone. Quick. */
    boolean enter();

    /** Tells it that it has waited in vain. */
    void sendAway();
  }

  /** Takes in somebody who came; false when it is full. */
  synchronized boolean take(Guest guest) {
    Deque<Guest> line = guests.computeIfAbsent(guest.address(), address -> new ArrayDeque<>());
    if (total >= MOST || line.size() >= MOST_OF_ADDRESS) {
      return false;
    }
    line.add(guest);
    total++;
    return true;
  }

  /** How many wait. */
  synchronized int size() {
    return total;
  }

  /** There may be a place for somebody of an address. */
  synchronized void placeFor(long address) {
    if (total > 0) {
      Deque<Guest> line = guests.get(address);
      if (line != null) {
        admit(line);
        if (line.isEmpty()) {
          guests.remove(address);
        }
      }
    }
  }

  private void admit(Deque<Guest> line) {
    for (Guest next = line.peek(); next != null && next.enter(); next = line.peek()) {
      line.remove();
      total--;
    }
  }

  /** Looks after all: places that are free for other reasons, and those that wait for too long. */
  void sweep(long now) {
    List<Guest> late = new ArrayList<>();
    synchronized (this) {
      for (Deque<Guest> line : guests.values()) {
        admit(line);
        while (!line.isEmpty() && now - line.peek().since() > LONGEST) {
          late.add(line.remove());
          total--;
        }
      }
      guests.values().removeIf(Deque::isEmpty);
    }
    late.forEach(Guest::sendAway);
  }
}
