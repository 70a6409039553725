package org.posthorn.broker.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.posthorn.threads.Background;

/** The thread that makes names durable lives as long as the broker. */
class JournalNamesTest {
  @Test
  void anErrorIsNotItsLastLook() throws Exception {
    CountDownLatch looks = new CountDownLatch(3);
    Path failing =
        (Path)
            Proxy.newProxyInstance(
                JournalNamesTest.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> {
                  looks.countDown();
                  throw looks.getCount() % 2 == 0
                      ? new OutOfMemoryError("as ordered")
                      : new StackOverflowError("as ordered");
                });
    JournalNames names = new JournalNames(List.of(failing));
    Thread thread = Background.thread("test", names::watch);
    thread.start();
    assertThat(looks.await(5, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(5_000);
    assertThat(thread.isAlive()).isFalse();
  }
}
