package org.posthorn.relay.control;

import org.posthorn.smtp.client.RecipientResult;

/**
 * What an attempt brought for one recipient.
 *
 * @param host the host that said it, empty when none was reached
 */
public record RecipientOutcome(RecipientResult result, String host) {}
