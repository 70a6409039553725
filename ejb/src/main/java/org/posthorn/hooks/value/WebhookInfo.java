package org.posthorn.hooks.value;

import java.time.Instant;

/**
 * A webhook of an account.
 *
 * @param name by which it is known, random
 * @param authorized whether requests have an Authorization field
 * @param waiting how many requests are still to be sent
 */
public record WebhookInfo(
    long id, String name, WebhookSpec spec, boolean authorized, Instant created, long waiting) {}
