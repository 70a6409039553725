package org.posthorn.checks.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.checks.control.EvaluationRows;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.checks.value.DueReport;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.checks.value.MessageCount;
import org.posthorn.checks.value.ReportPeriod;
import org.posthorn.database.Outage;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.Organizations;

/**
 * Counts what came of DMARC, by the periods of UTC that domains want reports about. Counts in
 * memory and writes once a minute: what a crash takes from a report is not worth a commit for each
 * message. Strangers have domains with policies, too, and clients without number: of an
 * organization only so many kinds of messages a day are told apart, then so many clients.
 * Thread-safe.
 */
@ApplicationScoped
public class Evaluations {
  private static final System.Logger LOG = System.getLogger(Evaluations.class.getName());
  private static final int MOST = 20_000; // kinds of messages that wait
  private static final int KEPT_DAYS = 10;
  private static final int DUE_DAYS = 3; // then reports are of no use
  private static final int MOST_KINDS = 1_000; // of an organization and day; folded: as many again
  private static final int MOST_ROWS = 100_000; // of a day

  @Inject EvaluationRows rows;

  Clock clock = Clock.systemUTC();
  int mostKinds = MOST_KINDS; // fewer in tests

  private Map<Counted, MessageCount> counted = new LinkedHashMap<>(); // guarded by this
  private Map<Organization, Integer> kinds = new HashMap<>(); // guarded by this; how many there are

  private record Organization(LocalDate day, String name) {}

  private record Counted(ReportPeriod period, Evaluation evaluation) {
    Organization organization() {
      return new Organization(period.day(), Organizations.of(evaluation.domain()));
    }

    Counted folded() {
      return new Counted(period, evaluation.folded());
    }
  }

  /** How many rows there are, while they are written. For one thread. */
  private final class Room {
    private final Map<LocalDate, Long> ofDays = new HashMap<>();
    private final Map<Organization, Long> known = new HashMap<>();

    boolean isFor(Organization one, int most) {
      return ofDays.computeIfAbsent(one.day(), rows::count) < MOST_ROWS
          && known.computeIfAbsent(one, any -> rows.count(any.day(), any.name())) < most;
    }

    void taken(Organization one) {
      ofDays.merge(one.day(), 1L, Long::sum);
      known.merge(one, 1L, Long::sum);
    }
  }

  /**
   * Counts a message, if its author's domain wants reports. Does not wait. What was refused by the
   * policy of that domain makes no report by itself: anybody can send such mail in the name of
   * anybody, all day. Neither does mail without a sender, as reports of our kind are, or two
   * servers would report to each other about that for ever.
   *
   * @param exception why it was taken in spite of the policy; empty where that was not so
   */
  void count(String source, Optional<Address> sender, CheckResults found, String exception) {
    found
        .dmarc()
        .record()
        .filter(record -> !record.aggregate().isEmpty()) // RFC 7489 §6.3
        .ifPresent(
            record -> {
              ReportPeriod period = ReportPeriod.at(clock.instant(), record.reportHours());
              Evaluation what = Evaluation.of(source, sender, found, record, exception);
              boolean refused = what.disposition().equals(DmarcPolicy.REJECT.text());
              boolean ordinary = sender.isPresent() && !refused;
              count(new Counted(period, what), MessageCount.one(ordinary));
            });
  }

  private synchronized void count(Counted one, MessageCount messages) {
    if (!tryCount(one, messages, mostKinds)) {
      tryCount(one.folded(), messages, 2 * mostKinds);
    }
  }

  // guarded by this
  private boolean tryCount(Counted one, MessageCount messages, int most) {
    boolean known = counted.containsKey(one);
    boolean room = counted.size() < MOST && kinds.getOrDefault(one.organization(), 0) < most;
    if (known || room) {
      counted.merge(one, messages, MessageCount::plus);
    }
    if (!known && room) {
      kinds.merge(one.organization(), 1, Integer::sum);
    }
    return known || room;
  }

  /** Writes what was counted. What cannot be written waits for the next time. */
  void write() {
    Map<Counted, MessageCount> taken = take();
    Room room = new Room();
    long leftOut = 0;
    try {
      for (Map.Entry<Counted, MessageCount> each : List.copyOf(taken.entrySet())) {
        boolean added = add(each.getKey(), each.getValue(), room);
        leftOut += added ? 0 : each.getValue().all();
        taken.remove(each.getKey());
      }
    } finally {
      giveBack(taken);
    }
    if (leftOut > 0) {
      LOG.log(System.Logger.Level.INFO, "event=evaluations-left-out messages=" + leftOut);
    }
  }

  private boolean add(Counted one, MessageCount messages, Room room) {
    return add(one, messages, room, mostKinds) || add(one.folded(), messages, room, 2 * mostKinds);
  }

  private boolean add(Counted one, MessageCount messages, Room room, int most) {
    if (add(one, messages, false)) {
      return true;
    }
    boolean added = room.isFor(one.organization(), most) && add(one, messages, true);
    if (added) {
      room.taken(one.organization());
    }
    return added;
  }

  private synchronized Map<Counted, MessageCount> take() {
    Map<Counted, MessageCount> taken = counted;
    counted = new LinkedHashMap<>();
    kinds = new HashMap<>();
    return taken;
  }

  private synchronized void giveBack(Map<Counted, MessageCount> taken) {
    taken.forEach(this::count);
  }

  private boolean add(Counted one, MessageCount messages, boolean newRow) {
    try {
      return rows.add(one.period(), one.evaluation(), messages, newRow);
    } catch (RuntimeException e) { // another server may have made the row a moment ago
      LOG.log(System.Logger.Level.DEBUG, "event=evaluation-again", e);
      return addAgain(one, messages, newRow);
    }
  }

  private boolean addAgain(Counted one, MessageCount messages, boolean newRow) {
    try {
      return rows.add(one.period(), one.evaluation(), messages, newRow);
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "event=evaluation-lost", e); // others come after it
      return true;
    }
  }

  /**
   * Reports that may be wanted about periods of the last three days that are over, earliest first:
   * those that {@link #reported} has not been told of; 20,000 at most.
   *
   * @param ended when the periods have ended, at the latest
   * @param after begins behind this one in that order; empty begins with the first
   */
  public List<DueReport> due(Instant ended, Optional<DueReport> after) {
    return rows.due(LocalDate.ofInstant(ended, ZoneOffset.UTC).minusDays(DUE_DAYS), ended, after);
  }

  /** What was counted of the mail of a domain's authors, as far as it is written. */
  public Map<Evaluation, Long> of(ReportPeriod period, String domain) {
    return rows.of(period, domain);
  }

  /** Notes that a report is done. May be called again. */
  public void reported(DueReport report, int sent) {
    rows.reported(report, sent);
  }

  /** How many reports were sent about periods of a day. */
  public long sent(LocalDate day) {
    return rows.sent(day);
  }

  /** How many reports were sent about periods of a day to domains of an organization. */
  public long sent(LocalDate day, String organization) {
    return rows.sent(day, organization);
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
