package org.posthorn.mailboxes.control;

import org.posthorn.kernel.Content;

/** A message that is to come to a mailbox once, however often its delivery is tried. */
public record Arrival(String deliveryId, long accountId, long mailboxId, Content content) {}
