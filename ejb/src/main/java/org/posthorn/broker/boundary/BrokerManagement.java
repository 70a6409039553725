package org.posthorn.broker.boundary;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.UUID;

/**
 * Asks an Artemis broker about itself, through its management address. The user needs the
 * permissions {@code manage} there and to create temporary queues. For one thread at a time.
 */
public final class BrokerManagement implements AutoCloseable {
  private static final String ADDRESS = "activemq.management";
  private static final long PATIENCE_MILLIS = 10_000;

  private final JMSContext context;
  private final TemporaryQueue answers;
  private final JMSConsumer consumer;

  /** That of the broker of this connection. */
  public BrokerManagement(JMSContext context) {
    this.context = context;
    answers = context.createTemporaryQueue();
    consumer = context.createConsumer(answers);
  }

  /**
   * An attribute of a resource, as {@code queue.posthorn.delivery} or {@code broker}: a JSON array
   * with one value.
   *
   * @throws IllegalStateException when the broker does not say
   */
  public String attribute(String resource, String name) throws JMSException {
    Message question = context.createMessage();
    question.setStringProperty("_AMQ_Attribute", name);
    return ask(resource, question);
  }

  /**
   * What an operation of a resource answers: a JSON array with one value.
   *
   * @throws IllegalStateException when the broker does not say
   */
  public String operation(String resource, String name, String... parameters) throws JMSException {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (String each : parameters) {
      all.add(each);
    }
    Message question = context.createTextMessage(all.build().toString());
    question.setStringProperty("_AMQ_OperationName", name);
    return ask(resource, question);
  }

  private String ask(String resource, Message question) throws JMSException {
    question.setStringProperty("_AMQ_ResourceName", resource);
    question.setJMSReplyTo(answers);
    question.setJMSCorrelationID(UUID.randomUUID().toString());
    context.createProducer().send(context.createQueue(ADDRESS), question);
    Message answer = consumer.receive(PATIENCE_MILLIS);
    if (answer == null) {
      throw new IllegalStateException("the broker does not answer at " + ADDRESS);
    }
    String text = String.valueOf(answer.getBody(String.class));
    if (!answer.getBooleanProperty("_AMQ_OperationSucceeded")) {
      throw new IllegalStateException("the broker answers at " + ADDRESS + ": " + text);
    }
    return text;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
