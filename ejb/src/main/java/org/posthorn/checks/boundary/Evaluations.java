package org.posthorn.checks.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
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
 * message. Thread-safe.
 */
@ApplicationScoped
public class Evaluations {
  private static final System.Logger LOG = System.getLogger(Evaluations.class.getName());
  private static final int MOST = 20_000; // kinds of messages that wait
  private static final int KEPT_DAYS = 10;

  @Inject EvaluationRows rows;

  Clock clock = Clock.systemUTC();

  private Map<Counted, Long> counted = new HashMap<>(); // guarded by this

  private record Counted(LocalDate day, Evaluation evaluation) {}

  /** Counts a message, if its author's domain wants reports. Does not wait. */
  void count(String source, Optional<Address> sender, CheckResults found) {
    found
        .dmarc()
        .record()
        .filter(record -> !record.aggregate().isEmpty()) // RFC 7489 §6.3
        .ifPresent(record -> count(Evaluation.of(source, sender, found, record)));
  }

  private synchronized void count(Evaluation evaluation) {
    Counted one = new Counted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), evaluation);
    if (counted.size() < MOST || counted.containsKey(one)) {
      counted.merge(one, 1L, Long::sum);
    }
  }

  /** Writes what was counted. What cannot be written waits for the next time. */
  void write() {
    Map<Counted, Long> taken = take();
    try {
      for (Map.Entry<Counted, Long> each : List.copyOf(taken.entrySet())) {
        add(each.getKey(), each.getValue());
        taken.remove(each.getKey());
      }
    } finally {
      giveBack(taken);
    }
  }

  private synchronized Map<Counted, Long> take() {
    Map<Counted, Long> taken = counted;
    counted = new HashMap<>();
    return taken;
  }

  private synchronized void giveBack(Map<Counted, Long> taken) {
    taken.forEach((each, messages) -> counted.merge(each, messages, Long::sum));
  }

  private void add(Counted one, long messages) {
    try {
      rows.add(one.day(), one.evaluation(), messages);
    } catch (RuntimeException e) { // another server may have made the row a moment ago
      LOG.log(System.Logger.Level.DEBUG, "event=evaluation-again", e);
      addAgain(one, messages);
    }
  }

  private void addAgain(Counted one, long messages) {
    try {
      rows.add(one.day(), one.evaluation(), messages);
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "event=evaluation-lost", e); // others come after it
    }
  }

  /** What was counted of the mail of a domain's authors on a day, as far as it is written. */
  public Map<Evaluation, Long> of(LocalDate day, String domain) {
    return rows.of(day, domain);
  }

  /** Forgets what is older than reports want. For one server at a time. */
  void forget() {
    rows.forget(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(KEPT_DAYS));
  }
}
