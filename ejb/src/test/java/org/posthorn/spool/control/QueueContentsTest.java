package org.posthorn.spool.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All orders are read, or it is said that they were not. */
class QueueContentsTest {
  private final Map<String, List<String>> queues = new HashMap<>();
  private final Deque<String> counts = new ArrayDeque<>(); // two for each look, then [0]
  private final List<String> browsed = new ArrayList<>();
  private final List<Long> told = new ArrayList<>();
  private Runnable whileBrowsing = () -> {};

  private int unknown;

  private boolean tell() throws Exception {
    ConnectionFactory broker = fake(ConnectionFactory.class, call -> context());
    return new QueueContents(broker).tell(told::add, () -> unknown++, () -> {});
  }

  private static String order(long content) {
    return "delivery d" + content + " " + content + "\nto a@b.example\n";
  }

  private void put(String queue, long... contents) {
    for (long content : contents) {
      queues.computeIfAbsent(queue, name -> new ArrayList<>()).add(order(content));
    }
  }

  @Test
  void ordersAndThoseThatWereGivenUpAreTold() throws Exception {
    put("posthorn.delivery", 1, 2);
    put("posthorn.dead", 3);
    assertThat(tell()).isTrue();
    assertThat(told).contains(1L, 2L, 3L).hasSize(4);
    assertThat(browsed).containsExactly("posthorn.dead", "posthorn.delivery", "posthorn.dead");
  }

  @Test
  void whatIsHiddenBeforeOrAfterIsWaitedFor() throws Exception {
    counts.addAll(List.of("[1]", "[0]")); // one is being delivered: not read at all
    counts.addAll(List.of("[0]", "[0]", "[0]", "[2]")); // two wait to be delivered again: once more
    put("posthorn.delivery", 1);
    whileBrowsing = () -> put("posthorn.delivery", browsed.size());
    assertThat(tell()).isTrue();
    assertThat(browsed).filteredOn("posthorn.delivery"::equals).hasSize(2);
    assertThat(counts).isEmpty();
  }

  @Test
  void aBrokerThatDoesNotTellIsNotTrusted() {
    for (String answer : List.of("no", "[null]", "[]", "[-1]", "AMQ229032: denied")) {
      counts.clear();
      counts.add(answer);
      assertThatThrownBy(this::tell).as(answer).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatIsNoOrderIsNotPassedOverAndHidesNoOther() throws Exception {
    String damaged = "delivery d9 9 crc=00000000\nto a@b.example\n";
    queues.put("posthorn.dead", List.of("something else", damaged + order(3)));
    assertThat(tell()).isTrue();
    assertThat(unknown).isEqualTo(4); // the queue is read twice
    assertThat(told).contains(3L, 9L);
  }

  private JMSContext context() {
    return fake(
        JMSContext.class,
        call ->
            switch (call.name()) {
              case "createTemporaryQueue" -> fake(TemporaryQueue.class, c -> null);
              case "createConsumer" -> fake(JMSConsumer.class, this::consumer);
              case "createMessage" -> fake(Message.class, c -> null);
              case "createProducer" -> fake(JMSProducer.class, c -> null);
              case "createQueue" -> fake(Queue.class, c -> call.argument());
              case "createBrowser" -> browser((Queue) call.argument());
              default -> null;
            });
  }

  private @Nullable Object consumer(Call call) {
    String answer = counts.isEmpty() ? "[0]" : counts.remove();
    return call.name().equals("receive")
        ? fake(Message.class, c -> c.name().equals("getBody") ? answer : (Object) true)
        : null;
  }

  private QueueBrowser browser(Queue queue) {
    return fake(
        QueueBrowser.class,
        call -> {
          if (!call.name().equals("getEnumeration")) {
            return null;
          }
          String name = name(queue);
          browsed.add(name);
          whileBrowsing.run();
          List<TextMessage> messages = new ArrayList<>();
          for (String text : queues.getOrDefault(name, List.of())) {
            messages.add(fake(TextMessage.class, c -> text));
          }
          return Collections.enumeration(messages);
        });
  }

  private static String name(Queue queue) {
    try {
      return queue.getQueueName();
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Call(String name, Object argument) {}

  private static <T> T fake(Class<T> type, Function<Call, @Nullable Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            QueueContentsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getReturnType() == void.class
                    ? null
                    : answer.apply(
                        new Call(method.getName(), arguments == null ? "" : arguments[0]))));
  }
}
