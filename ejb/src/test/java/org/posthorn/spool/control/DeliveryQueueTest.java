package org.posthorn.spool.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/** What is told to those who bring mail is what the broker has. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class DeliveryQueueTest {
  private final List<String> taken = new ArrayList<>();
  private final DeliveryQueue queue = new DeliveryQueue();
  private boolean old; // the content
  private boolean answers = true;
  private boolean connects = true;
  private @Nullable Error error; // of the send
  private int open; // connections

  @BeforeEach
  void wire() {
    queue.connections = fake(ConnectionFactory.class, (p, method, arguments) -> context());
    queue.remote = Optional.empty();
    queue.contents =
        new ContentStore() {
          @Override
          public void sync(long[] ids) {
            if (old) {
              throw new IllegalStateException("written too long ago");
            }
          }
        };
  }

  @Test
  void aSendThatTheOwnBrokerAnswersTooLateIsNoRefusal() {
    answers = false; // it takes the order, but does not say so in time
    queue.add(order("d1"));
    assertThat(taken).hasSize(2);
    assertThat(taken).allMatch(text -> DeliveryText.read(text).whole().get(0).id().equals("d1"));
  }

  @Test
  void aBrokerThatIsAwayIsARefusalAtOnce() {
    connects = false;
    assertThatThrownBy(() -> queue.add(order("d1"))).isInstanceOf(RuntimeException.class);
    assertThat(taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void anErrorIsARefusalAndTheConnectionGoesBack(Class<? extends Error> type) {
    for (int times = 0; times < 2; times++) { // of the first send, and of a later one
      error =
          type == OutOfMemoryError.class
              ? new OutOfMemoryError("test")
              : new StackOverflowError("test");
      assertThatThrownBy(() -> queue.add(order("d1"))).hasRootCause(error);
      assertThat(open).as("connections").isZero();
      error = null;
      queue.add(order("d2"));
    }
    assertThat(taken).hasSize(2);
  }

  @Test
  void anOrderThatWasTakenLongAgoGoesOnAlone() {
    old = true;
    queue.addAlone(order("d1"));
    assertThat(taken).hasSize(1);
  }

  private static Delivery order(String id) {
    List<Address> to = List.of(new Address("ben", "posthorn.test"));
    return new Delivery(id, 1, Envelope.of(Optional.empty(), to, false, Body.SEVEN_BIT));
  }

  private JMSContext context() {
    if (!connects) {
      throw new JMSRuntimeException("the test has no broker");
    }
    open++;
    return fake(
        JMSContext.class,
        (p, method, arguments) ->
            switch (method.getName()) {
              case "close" -> open--;
              case "createQueue" -> fake(Queue.class, (q, m, a) -> null);
              case "createProducer" -> fake(JMSProducer.class, this::produce);
              case "createTextMessage" -> fake(TextMessage.class, (q, m, a) -> arguments[0]);
              default -> null;
            });
  }

  private @Nullable Object produce(
      Object proxy, java.lang.reflect.Method method, @Nullable Object @Nullable [] arguments)
      throws Exception {
    if (method.getName().equals("send") && arguments != null) {
      if (error != null) {
        throw error;
      }
      TextMessage message = (TextMessage) arguments[1];
      taken.add(message == null ? "" : message.getText());
      if (!answers) {
        answers = true;
        throw new JMSRuntimeException("AMQ219014: Timed out after waiting 30000 ms for response");
      }
    }
    return proxy;
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            DeliveryQueueTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
