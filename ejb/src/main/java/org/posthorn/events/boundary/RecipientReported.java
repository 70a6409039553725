package org.posthorn.events.boundary;

import org.posthorn.kernel.Address;

/**
 * A report has come about a recipient at another server. Whoever sent it may have made it up, but
 * knew by what the message is known.
 *
 * @param deliveryId of the order
 * @param action failed, delayed, delivered, relayed or expanded. RFC 3464 §2.3.3
 * @param status the enhanced status code. RFC 3463
 */
public record RecipientReported(
    String deliveryId, Address recipient, String action, String status) {}
