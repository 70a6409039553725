package org.posthorn.mailstore;

/**
 * A quota root: what all mailboxes of an account may have together, and what they have. RFC 9208
 * §3.2.
 *
 * @param root its name, the account's main address
 */
public record Quota(String root, QuotaUsage used, QuotaLimits limits) {}
