package org.posthorn.spool.control;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.broker.boundary.BrokerManagement;

/**
 * Counts the messages of a queue that a browser does not see, because they are just being delivered
 * or wait to be delivered again.
 */
final class InFlightCount implements AutoCloseable {
  private static final List<String> COUNTS = List.of("deliveringCount", "scheduledCount");
  private static final Pattern NUMBER = Pattern.compile("\\[(\\d{1,18})]");

  private final String queue;
  private final BrokerManagement management;

  /** Those of a queue. */
  InFlightCount(JMSContext context, String queue) {
    this.queue = queue;
    management = new BrokerManagement(context);
  }

  /**
   * How many there are now.
   *
   * @throws IllegalStateException when the broker does not say
   */
  long count() throws JMSException {
    long all = 0;
    for (String each : COUNTS) {
      all += ask(each);
    }
    return all;
  }

  private long ask(String attribute) throws JMSException {
    Matcher number = NUMBER.matcher(management.attribute("queue." + queue, attribute));
    if (!number.matches()) {
      throw new IllegalStateException("the broker does not tell its counts");
    }
    return Long.parseLong(number.group(1));
  }

  @Override
  public void close() {
    management.close();
  }
}
