package org.posthorn.mailstore;

/**
 * What an account has of each resource. RFC 9208 §5.
 *
 * @param octets of all messages together; a copy counts again
 * @param messages how many messages
 * @param mailboxes how many mailboxes, INBOX among them
 */
public record QuotaUsage(long octets, long messages, long mailboxes) {}
