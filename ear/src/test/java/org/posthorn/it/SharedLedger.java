package org.posthorn.it;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What clients of several servers were told about the messages of a few accounts, and what must
 * therefore be there in the end. Thread-safe.
 */
final class SharedLedger {
  private final Ledger messages = new Ledger();
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
  private final Set<String> wrong = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /** A message in an account. */
  record Key(String account, String id) {}

  private static final class Entry {
    final Set<String> keywords = ConcurrentHashMap.newKeySet();
    volatile boolean taken;
    volatile boolean deleting;
    volatile boolean deleted;
  }

  /** A message as a server shows it. */
  record Shown(String mailbox, long uid, String id, Set<String> flags, boolean whole) {}

  /** A new message. */
  String message(RandomGenerator random) {
    return messages.message(random);
  }

  private Entry entry(String account, String id) {
    return entries.computeIfAbsent(new Key(account, id), key -> new Entry());
  }

  /** A server has taken it. */
  void taken(String account, String id) {
    entry(account, id).taken = true;
    acknowledged.incrementAndGet();
  }

  /** It may be expunged from now on. */
  void deleting(String account, String id) {
    entry(account, id).deleting = true;
  }

  /** It was expunged. */
  void deleted(String account, String id) {
    entry(account, id).deleted = true;
    acknowledged.incrementAndGet();
  }

  /** It got a keyword that nobody takes away. */
  void flagged(String account, String id, String keyword) {
    entry(account, id).keywords.add(keyword);
    acknowledged.incrementAndGet();
  }

  /** A server has said something wrong. */
  void wrong(String what) {
    wrong.add(what);
  }

  /** A server has refused something. */
  void refused(String what) {
    refused.add(what);
  }

  Set<String> wrong() {
    return wrong;
  }

  List<String> refused() {
    return List.copyOf(refused);
  }

  /** How many changes were acknowledged. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** The ids that must be in an account. */
  Set<String> demanded(String account) {
    return entries.entrySet().stream()
        .filter(each -> each.getKey().account().equals(account))
        .filter(each -> each.getValue().taken && !each.getValue().deleting)
        .map(each -> each.getKey().id())
        .collect(Collectors.toSet());
  }

  /** What is amiss in what a server shows of an account. */
  Set<String> amiss(String account, List<Shown> shown) {
    Set<String> amiss = ConcurrentHashMap.newKeySet();
    Map<String, Shown> byId = new TreeMap<>();
    for (Shown each : shown) {
      Shown twin = byId.put(each.id(), each);
      if (twin != null) {
        amiss.add("doubled: " + each + " and " + twin);
      }
      if (!each.whole()) {
        amiss.add("broken: " + each);
      }
      Entry entry = entry(account, each.id());
      if (entry.deleted) {
        amiss.add("expunged and there: " + each);
      }
      if (!each.flags().containsAll(entry.keywords)) {
        amiss.add("flags are lost: " + each + " had " + entry.keywords);
      }
    }
    for (String id : demanded(account)) {
      if (!byId.containsKey(id)) {
        amiss.add("lost: " + id + " of " + account);
      }
    }
    return amiss;
  }
}
