package org.posthorn.filtering.value;

import org.posthorn.kernel.Address;

/**
 * An account to which a message is addressed.
 *
 * @param recipient of RCPT: the account's address, or that of a list it is a member of
 * @param domain of the account's main address
 */
public record FilterTarget(long account, String domain, Address recipient) {}
