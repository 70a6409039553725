package org.posthorn.reports.value;

import org.posthorn.reports.value.ReceivedReport.Kind;

/** What all reports of a kind about a domain say together. */
public record ReportSum(Kind kind, String domain, long reports, long good, long bad) {}
