package org.posthorn.checks.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.checks.control.EvaluationRows;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.database.Outage;
import org.posthorn.kernel.Address;

/**
 * Counts what came of DMARC, by day of UTC, for reports to domains that want them. Counts in memory
 * and writes once a minute: what a crash takes from a report is not worth a commit for each
 * message. Strangers have domains with policies, too, and clients without number: of a domain only
 * so many kinds of messages a day are told apart, then so many clients. Thread-safe.
 */
@ApplicationScoped
public class Evaluations {
  private static final System.Logger LOG = System.getLogger(Evaluations.class.getName());
  private static final int MOST = 20_000; // kinds of messages that wait
  private static final int KEPT_DAYS = 10;
  private static final int MOST_KINDS = 1_000; // of a domain and day; folded ones as many again
  private static final int MOST_ROWS = 100_000; // of a day

  @Inject EvaluationRows rows;

  Clock clock = Clock.systemUTC();
  int mostKinds = MOST_KINDS; // fewer in tests

  private Map<Counted, Long> counted = new LinkedHashMap<>(); // guarded by this
  private Map<Domain, Integer> kinds = new HashMap<>(); // guarded by this; how many are counted

  private record Domain(LocalDate day, String name) {}

  private record Counted(LocalDate day, Evaluation evaluation) {
    Domain domain() {
      return new Domain(day, evaluation.domain());
    }

    Counted folded() {
      return new Counted(day, evaluation.folded());
    }
  }

  /** How many rows there are, while they are written. For one thread. */
  private final class Room {
    private final Map<LocalDate, Long> ofDays = new HashMap<>();
    private final Map<Domain, Long> ofDomains = new HashMap<>();

    boolean isFor(Domain domain, int most) {
      return ofDays.computeIfAbsent(domain.day(), rows::count) < MOST_ROWS
          && ofDomains.computeIfAbsent(domain, any -> rows.count(any.day(), any.name())) < most;
    }

    void taken(Domain domain) {
      ofDays.merge(domain.day(), 1L, Long::sum);
      ofDomains.merge(domain, 1L, Long::sum);
    }
  }

  /** Counts a message, if its author's domain wants reports. Does not wait. */
  void count(String source, Optional<Address> sender, CheckResults found) {
    found
        .dmarc()
        .record()
        .filter(record -> !record.aggregate().isEmpty()) // RFC 7489 §6.3
        .ifPresent(record -> count(Evaluation.of(source, sender, found, record)));
  }

  private void count(Evaluation evaluation) {
    count(new Counted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), evaluation), 1);
  }

  private synchronized void count(Counted one, long messages) {
    if (!tryCount(one, messages, mostKinds)) {
      tryCount(one.folded(), messages, 2 * mostKinds);
    }
  }

  // guarded by this
  private boolean tryCount(Counted one, long messages, int most) {
    boolean known = counted.containsKey(one);
    boolean room = counted.size() < MOST && kinds.getOrDefault(one.domain(), 0) < most;
    if (known || room) {
      counted.merge(one, messages, Long::sum);
    }
    if (!known && room) {
      kinds.merge(one.domain(), 1, Integer::sum);
    }
    return known || room;
  }

  /** Writes what was counted. What cannot be written waits for the next time. */
  void write() {
    Map<Counted, Long> taken = take();
    Room room = new Room();
    long leftOut = 0;
    try {
      for (Map.Entry<Counted, Long> each : List.copyOf(taken.entrySet())) {
        boolean added = add(each.getKey(), each.getValue(), room);
        leftOut += added ? 0 : each.getValue();
        taken.remove(each.getKey());
      }
    } finally {
      giveBack(taken);
    }
    if (leftOut > 0) {
      LOG.log(System.Logger.Level.INFO, "event=evaluations-left-out messages=" + leftOut);
    }
  }

  private boolean add(Counted one, long messages, Room room) {
    return add(one, messages, room, mostKinds) || add(one.folded(), messages, room, 2 * mostKinds);
  }

  private boolean add(Counted one, long messages, Room room, int most) {
    if (add(one, messages, false)) {
      return true;
    }
    boolean added = room.isFor(one.domain(), most) && add(one, messages, true);
    if (added) {
      room.taken(one.domain());
    }
    return added;
  }

  private synchronized Map<Counted, Long> take() {
    Map<Counted, Long> taken = counted;
    counted = new LinkedHashMap<>();
    kinds = new HashMap<>();
    return taken;
  }

  private synchronized void giveBack(Map<Counted, Long> taken) {
    taken.forEach(this::count);
  }

  private boolean add(Counted one, long messages, boolean newRow) {
    try {
      return rows.add(one.day(), one.evaluation(), messages, newRow);
    } catch (RuntimeException e) { // another server may have made the row a moment ago
      LOG.log(System.Logger.Level.DEBUG, "event=evaluation-again", e);
      return addAgain(one, messages, newRow);
    }
  }

  private boolean addAgain(Counted one, long messages, boolean newRow) {
    try {
      return rows.add(one.day(), one.evaluation(), messages, newRow);
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "event=evaluation-lost", e); // others come after it
      return true;
    }
  }

  /** What was counted of the mail of a domain's authors on a day, as far as it is written. */
  public Map<Evaluation, Long> of(LocalDate day, String domain) {
    return rows.of(day, domain);
  }

  /** Forgets what is older than reports want. For one server at a time. */
  void forget() {
    LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(KEPT_DAYS);
    boolean more = true;
    while (more) {
      more = rows.forget(first);
    }
  }
}
