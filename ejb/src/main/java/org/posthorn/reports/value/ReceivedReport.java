package org.posthorn.reports.value;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A report of somebody about mail of ours. All texts but its domain are the reporter's.
 *
 * @param domain of ours, in A-labels, that it is about
 * @param reporter the organizational domain of its author, who is shown to be who it says; what it
 *     calls itself is among the details
 * @param id as the reporter has it; empty where it has none
 * @param good how many messages passed DMARC, or sessions had TLS
 * @param bad how many did not; complaints
 * @param details the rows, by names of our own
 */
public record ReceivedReport(
    Kind kind,
    String domain,
    String reporter,
    String id,
    Instant begin,
    Instant end,
    long good,
    long bad,
    List<Map<String, String>> details) {

  /** A report that counts more counts as much. */
  public static final long MOST_COUNTED = 1_000_000_000_000L;

  /** What kinds there are. */
  public enum Kind {
    /** RFC 7489 §7.2. */
    DMARC,
    /** RFC 8460. */
    TLS,
    /** RFC 5965. */
    COMPLAINT
  }

  public ReceivedReport {
    details = List.copyOf(details);
    good = Math.min(good, MOST_COUNTED);
    bad = Math.min(bad, MOST_COUNTED);
  }

  /** This one, about a domain by another of its names. */
  public ReceivedReport about(String name) {
    return new ReceivedReport(kind, name, reporter, id, begin, end, good, bad, details);
  }
}
