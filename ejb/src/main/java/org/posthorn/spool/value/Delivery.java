package org.posthorn.spool.value;

import org.posthorn.kernel.Envelope;

/**
 * The order to deliver a message.
 *
 * @param id unique for each order, so that a repeated one is known
 * @param contentId its octets
 * @param envelope from whom and to whom, with all that was said of it
 */
public record Delivery(String id, long contentId, Envelope envelope) {}
