package org.posthorn.feed.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangeTopicTest {

  @Test
  void otherServersAreToldAgainAfterAnError() {
    AtomicInteger asked = new AtomicInteger();
    ChangeTopic topic = new ChangeTopic();
    topic.shared = true;
    topic.executor =
        proxy(
            ManagedExecutorService.class,
            arguments -> {
              ((Runnable) arguments[0]).run();
              return topic; // nobody looks at it
            });
    topic.connections =
        proxy(
            ConnectionFactory.class,
            arguments -> {
              asked.incrementAndGet();
              throw new StackOverflowError("as ordered");
            });
    topic.tell("MAILBOX", 1, "");
    topic.tell("MAILBOX", 2, "");
    assertThat(asked).hasValue(2);
  }

  /** What every method does. */
  private interface Call {
    Object with(Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.with(arguments)));
  }
}
