package org.posthorn.events.boundary;

import org.posthorn.kernel.Address;

/**
 * Nothing more is tried for a recipient at another server.
 *
 * @param deliveryId of the order
 * @param delivered whether the other server has the message; if not, the sender is told
 * @param status the enhanced status code. RFC 3463
 */
public record RecipientSettled(
    String deliveryId, Address recipient, boolean delivered, String status) {}
