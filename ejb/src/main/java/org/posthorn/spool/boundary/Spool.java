package org.posthorn.spool.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.QueueIds;
import org.posthorn.spool.control.DeliveryQueue;
import org.posthorn.spool.value.Delivery;

/**
 * Takes responsibility for messages that are to be delivered, to us or to others. RFC 5321 §6.1.
 */
@ApplicationScoped
public class Spool {
  @Inject DeliveryQueue queue;
  private final QueueIds ids = new QueueIds(Clock.systemUTC(), new SecureRandom());

  /**
   * Makes the octets of a message that has no id yet and the order to deliver them durable.
   *
   * @return the id that it has now
   * @throws RuntimeException as {@link #put(String, Envelope, Content)}
   */
  public String put(Envelope envelope, Content content) {
    String id = ids.next();
    put(id, envelope, content);
    return id;
  }

  /**
   * Makes the octets and the order to deliver them durable.
   *
   * @param id of the message, made by {@link QueueIds}
   * @throws RuntimeException when disk or broker failed; then nothing is promised, though the
   *     message may still be delivered
   */
  public void put(String id, Envelope envelope, Content content) {
    queue.add(new Delivery(id, content.id(), envelope));
  }

  /**
   * Puts an order that was taken before into a message of its own, so that it stops no other and
   * brings none back. Durable on return.
   *
   * @throws RuntimeException when the broker failed; the same call may be made again
   */
  public void putAlone(Delivery order) {
    queue.addAlone(order);
  }
}
