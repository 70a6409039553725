package org.posthorn.mailauth.dmarc;

import java.util.List;

/**
 * What a domain wants of aggregate reports.
 *
 * @param record that says so
 * @param destinations that are its own, or have agreed; may be none
 */
public record ReportRequest(DmarcRecord record, List<ReportDestination> destinations) {
  public ReportRequest {
    destinations = List.copyOf(destinations);
  }
}
