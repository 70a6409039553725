package org.posthorn.reports.value;

import java.time.Instant;

/**
 * A report that is kept.
 *
 * @param key later ones have greater ones
 * @param order by which it came
 */
public record StoredReport(long key, String order, Instant received, ReceivedReport report) {}
