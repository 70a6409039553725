package org.posthorn.spool.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.spool.control.DeliveryQueue;

/**
 * Takes responsibility for messages that are to be delivered, to us or to others. RFC 5321 §6.1.
 */
@ApplicationScoped
public class Spool {
  @Inject DeliveryQueue queue;

  /**
   * Makes the octets and the order to deliver them durable.
   *
   * @throws RuntimeException when disk or broker failed; then nothing is promised, though the
   *     message may still be delivered
   */
  public void put(Envelope envelope, Content content) {
    String id = UUID.randomUUID().toString();
    queue.add(
        new Delivery(
            id,
            content.id(),
            envelope.sender(),
            envelope.recipients(),
            envelope.utf8(),
            envelope.body()));
  }
}
