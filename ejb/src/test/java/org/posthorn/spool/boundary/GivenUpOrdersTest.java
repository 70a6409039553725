package org.posthorn.spool.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.posthorn.spool.value.DeadEntry;

/** What was given up is seen, put back and thrown away. */
class GivenUpOrdersTest {
  private static final String ORDER = "delivery d7 7\nfrom ann@a.test\nto bob@b.test\n";
  private final Map<String, Message> dead = new LinkedHashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final GivenUpOrders orders = new GivenUpOrders();

  GivenUpOrdersTest() {
    orders.connections = fake(ConnectionFactory.class, (name, with) -> context());
    dead.put("ID:1", order("ID:1", ORDER));
    dead.put("ID:2", order("ID:2", "delivery \u0000 rubbish"));
    dead.put("ID:3", attempt("ID:3", Map.of("delivery", "d9", "domain", "c.test")));
  }

  @Test
  void eachIsShownForWhatItIs() {
    assertThat(orders.list(10))
        .extracting(entry -> entry.id() + " " + entry.kind() + " " + entry.text())
        .containsExactly(
            "ID:1 DELIVERY ", "ID:2 DAMAGED delivery ? rubbish", "ID:3 RELAY d9 c.test");
    DeadEntry first = orders.list(1).get(0);
    assertThat(first.orders().get(0).envelope().addresses().toString()).contains("bob@b.test");
    assertThat(orders.list(2)).hasSize(2);
  }

  @Test
  void whatIsPutBackGoesToItsQueueBeforeItIsTaken() {
    assertThat(orders.requeue("ID:1")).isTrue();
    assertThat(orders.requeue("ID:3")).isTrue();
    assertThat(sent).containsExactly("posthorn.delivery " + ORDER, "posthorn.relay d9c.test");
    assertThat(dead).containsOnlyKeys("ID:2");
    assertThat(orders.requeue("ID:1")).isFalse();
  }

  @Test
  void whatIsThrownAwayIsGone() {
    assertThat(orders.drop("ID:2")).isTrue();
    assertThat(orders.drop("ID:2")).isFalse();
    assertThat(dead).containsOnlyKeys("ID:1", "ID:3");
    assertThat(sent).isEmpty();
  }

  private JMSContext context() {
    return fake(
        JMSContext.class,
        (name, with) ->
            switch (name) {
              case "createQueue" -> fake(Queue.class, (n, w) -> with[0]);
              case "createTextMessage" -> order("", (String) with[0]);
              case "createMessage" -> attempt("", new HashMap<>());
              case "createBrowser" -> browser(with.length > 1 ? (String) with[1] : "");
              case "createConsumer" -> consumer((String) with[1]);
              case "createProducer" -> producer();
              default -> null;
            });
  }

  private List<Message> selected(String selector) {
    return dead.entrySet().stream()
        .filter(each -> selector.isEmpty() || selector.contains("'" + each.getKey() + "'"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private QueueBrowser browser(String selector) {
    return fake(
        QueueBrowser.class,
        (name, with) ->
            name.equals("getEnumeration") ? Collections.enumeration(selected(selector)) : null);
  }

  private JMSConsumer consumer(String selector) {
    return fake(
        JMSConsumer.class,
        (name, with) -> {
          List<Message> found = selected(selector);
          dead.values().removeAll(found);
          return name.equals("receive") && !found.isEmpty() ? found.get(0) : null;
        });
  }

  private JMSProducer producer() {
    return fake(
        JMSProducer.class,
        (name, with) -> {
          if (name.equals("send")) {
            sent.add(((Queue) with[0]).getQueueName() + " " + body((Message) with[1]));
          }
          return producer();
        });
  }

  private static String body(Message message) throws jakarta.jms.JMSException {
    return message instanceof TextMessage text
        ? text.getText()
        : message.getStringProperty("delivery") + message.getStringProperty("domain");
  }

  private static TextMessage order(String id, String text) {
    return fake(
        TextMessage.class,
        (name, with) -> name.equals("getText") ? text : name.equals("getJMSMessageID") ? id : null);
  }

  private static Message attempt(String id, Map<String, String> properties) {
    return fake(
        Message.class,
        (name, with) ->
            switch (name) {
              case "getJMSMessageID" -> id;
              case "getStringProperty" -> properties.get((String) with[0]);
              case "setStringProperty" -> properties.put((String) with[0], (String) with[1]);
              default -> null;
            });
  }

  private interface Answer {
    @Nullable Object to(String method, Object[] arguments) throws Exception;
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default ->
                      answer.to(method.getName(), arguments == null ? new Object[0] : arguments);
                }));
  }
}
