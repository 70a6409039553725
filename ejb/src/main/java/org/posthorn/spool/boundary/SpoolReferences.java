package org.posthorn.spool.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.util.function.LongConsumer;
import org.posthorn.spool.control.QueueContents;

/** Which contents the orders refer to that wait to be delivered, or were given up. */
@ApplicationScoped
public class SpoolReferences {
  private static final System.Logger LOG = System.getLogger(SpoolReferences.class.getName());

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  /**
   * Tells the content ids of all orders. An order that is gone when this returns has done its work:
   * what it brought about is committed in the database.
   *
   * @param unknown hears of an order that is damaged, so that nobody knows to what it refers
   * @return false when it is not certain that all were seen: then nothing may be concluded
   */
  public boolean tell(LongConsumer ids, Runnable unknown, Runnable pace) {
    try {
      return new QueueContents(connections).tell(ids, unknown, pace);
    } catch (JMSException
        | JMSRuntimeException
        | IllegalArgumentException
        | IllegalStateException e) {
      LOG.log(System.Logger.Level.WARNING, "event=orders-unread cause={0}", e.toString());
      return false;
    }
  }
}
