package org.posthorn.checks.value;

/**
 * An aggregate report that may be wanted, as mail was counted for it.
 *
 * @param domain that has published a policy, in A-labels
 * @param organization to which it belongs, by the Public Suffix List
 */
public record DueReport(ReportPeriod period, String domain, String organization) {}
