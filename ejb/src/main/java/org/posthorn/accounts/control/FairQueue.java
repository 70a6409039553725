package org.posthorn.accounts.control;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * What waits, in an order in which nobody is held up by others' eagerness: in each lane the parties
 * take turns, and the lanes do. Bounded, in all and for a party. Thread-safe.
 */
final class FairQueue<T> {
  /** Where somebody waits. */
  enum Lane {
    /** People from where they have logged in before; each account is a party. */
    KNOWN,
    /** Everybody else who logs in; each address is a party. */
    STRANGERS,
    /** New passwords; each administrator's request is a party. */
    NEW_PASSWORDS
  }

  private static final Lane[] ROUND = {Lane.KNOWN, Lane.STRANGERS, Lane.KNOWN, Lane.NEW_PASSWORDS};

  private final int most;
  private final int mostOfParty;
  private final Map<Lane, Map<String, Queue<T>>> lanes = new EnumMap<>(Lane.class);
  private int size;
  private int turn;

  FairQueue(int most, int mostOfParty) {
    this.most = most;
    this.mostOfParty = mostOfParty;
  }

  private Map<String, Queue<T>> parties(Lane lane) {
    return lanes.computeIfAbsent(lane, l -> new LinkedHashMap<>());
  }

  /** Adds at the end of the party's; answers false when there is no room. */
  synchronized boolean offer(Lane lane, String party, T item) {
    Map<String, Queue<T>> parties = parties(lane);
    Queue<T> waiting = parties.get(party);
    if (size >= most || waiting != null && waiting.size() >= mostOfParty) {
      return false;
    }
    parties.computeIfAbsent(party, p -> new ArrayDeque<>(2)).add(item);
    size++;
    return true;
  }

  /** The next one. */
  synchronized Optional<T> poll() {
    for (int i = 0; i < ROUND.length; i++) {
      turn = (turn + 1) % ROUND.length;
      Map<String, Queue<T>> parties = parties(ROUND[turn]);
      if (!parties.isEmpty()) {
        return Optional.of(next(parties));
      }
    }
    return Optional.empty();
  }

  private T next(Map<String, Queue<T>> parties) {
    Map.Entry<String, Queue<T>> first = parties.entrySet().iterator().next();
    String party = first.getKey();
    Queue<T> waiting = first.getValue();
    parties.remove(party);
    T item = waiting.remove();
    size--;
    if (!waiting.isEmpty()) {
      parties.put(party, waiting); // behind the others
    }
    return item;
  }
}
