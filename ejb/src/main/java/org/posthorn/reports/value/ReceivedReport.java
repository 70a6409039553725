package org.posthorn.reports.value;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A report of somebody about mail of ours. All texts are the reporter's.
 *
 * @param domain of ours, in A-labels, that it is about
 * @param reporter who says so
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
  }
}
