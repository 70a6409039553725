package org.posthorn.spool.control;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the messages of a queue that a browser does not see, because they are just being delivered
 * or wait to be delivered again. Asks the broker's management address (Artemis).
 */
final class HiddenOrders implements AutoCloseable {
  private static final String MANAGEMENT = "activemq.management";
  private static final List<String> COUNTS = List.of("deliveringCount", "scheduledCount");
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Pattern NUMBER = Pattern.compile("\\[(\\d{1,18})]");

  private final JMSContext context;
  private final String queue;
  private final TemporaryQueue answers;
  private final JMSConsumer consumer;

  /** Those of a queue. */
  HiddenOrders(JMSContext context, String queue) {
    this.context = context;
    this.queue = queue;
    answers = context.createTemporaryQueue();
    consumer = context.createConsumer(answers);
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
    String id = UUID.randomUUID().toString();
    Message question = context.createMessage();
    question.setStringProperty("_AMQ_ResourceName", "queue." + queue);
    question.setStringProperty("_AMQ_Attribute", attribute);
    question.setJMSReplyTo(answers);
    question.setJMSCorrelationID(id);
    context.createProducer().send(context.createQueue(MANAGEMENT), question);
    Message answer = consumer.receive(PATIENCE_MILLIS);
    String text = answer == null ? "no answer" : answer.getBody(String.class);
    Matcher number = NUMBER.matcher(String.valueOf(text));
    if (!number.matches()) {
      throw new IllegalStateException("the broker does not tell its counts");
    }
    return Long.parseLong(number.group(1));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
