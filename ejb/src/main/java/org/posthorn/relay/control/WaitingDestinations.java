package org.posthorn.relay.control;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Groups that wait for a slot. Senders take turns, and so do the domains of each. */
final class WaitingDestinations {
  private static final int MOST = 100_000;

  /**
   * A group that waits.
   *
   * @param sender on whose share
   * @param waitsFor the host that has its share of connections
   */
  record Car(Destination group, String sender, Optional<InetAddress> waitsFor) {}

  private final Map<String, Map<String, Deque<Car>>> senders = new LinkedHashMap<>();
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes one in; when there are too many, the rows bring it back. */
  void add(Car car) {
    if (size < MOST) {
      senders
          .computeIfAbsent(car.sender(), any -> new LinkedHashMap<>())
          .computeIfAbsent(car.group().domain(), any -> new ArrayDeque<>())
          .add(car);
      size++;
    }
  }

  /** The first one that may go, of a sender who may have another. */
  Optional<Car> next(Predicate<String> sender, Predicate<Car> may) {
    for (Iterator<Map.Entry<String, Map<String, Deque<Car>>>> all = senders.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, Map<String, Deque<Car>>> each = all.next();
      if (sender.test(each.getKey())) {
        Optional<Car> car = ofDomains(each.getValue(), may);
        if (car.isPresent()) {
          all.remove();
          if (!each.getValue().isEmpty()) {
            senders.put(each.getKey(), each.getValue()); // at the end: the others are first now
          }
          size--;
          return car;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Car> ofDomains(Map<String, Deque<Car>> domains, Predicate<Car> may) {
    for (Iterator<Map.Entry<String, Deque<Car>>> all = domains.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, Deque<Car>> each = all.next();
      if (may.test(each.getValue().getFirst())) {
        all.remove();
        Car car = each.getValue().removeFirst();
        if (!each.getValue().isEmpty()) {
          domains.put(each.getKey(), each.getValue());
        }
        return Optional.of(car);
      }
    }
    return Optional.empty();
  }
}
