package org.posthorn.delivery.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/** What the queue hears: a message whose orders were not done must come again. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class LocalDeliveryTest {
  private final List<String> done = new ArrayList<>();
  private final LocalDelivery bean = new LocalDelivery();

  private static Error error(Class<? extends Error> type) {
    return type == OutOfMemoryError.class ? new OutOfMemoryError("test") : new StackOverflowError();
  }

  private static Message message(String text) {
    return (Message)
        Proxy.newProxyInstance(
            LocalDeliveryTest.class.getClassLoader(),
            new Class<?>[] {Message.class},
            (proxy, method, arguments) -> method.getName().equals("getBody") ? text : 1);
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void anErrorKeepsTheMessageInTheQueue(Class<? extends Error> type) {
    List<Error> errors = new ArrayList<>(List.of(error(type)));
    bean.deliveries =
        new Deliveries() {
          @Override
          public void deliver(List<Delivery> orders, int times) {
            if (!errors.isEmpty()) {
              throw errors.remove(0);
            }
            orders.forEach(order -> done.add(order.id()));
          }
        };
    List<Address> to = List.of(new Address("ben", "posthorn.test"));
    Delivery order =
        new Delivery("d1", 1, Envelope.of(Optional.empty(), to, false, Body.SEVEN_BIT));
    String text = DeliveryText.write(List.of(order));
    assertThatThrownBy(() -> bean.onMessage(message(text))).isInstanceOf(type);
    assertThat(done).isEmpty();
    bean.onMessage(message(text));
    assertThat(done).containsExactly("d1");
  }
}
