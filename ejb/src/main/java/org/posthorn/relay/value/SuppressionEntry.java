package org.posthorn.relay.value;

import java.time.Instant;

/**
 * An address that gets no mail of an account.
 *
 * @param address as it was written; others that lead to the same mailbox are meant as well
 * @param manual whether somebody wanted it; otherwise mail to it has failed
 * @param reason the reply, or what somebody noted
 */
public record SuppressionEntry(
    long id, long account, String address, boolean manual, String reason, Instant created) {}
