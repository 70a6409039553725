package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sessions hear that their account has changed, whatever becomes of the others. */
class LoginWatchersTest {
  @Test
  void anErrorOfOneSessionIsNotTheOthers() {
    LoginWatchers watchers = new LoginWatchers();
    AtomicInteger heard = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      Error error = i % 2 == 0 ? new OutOfMemoryError("test") : new StackOverflowError("test");
      watchers.watch(
          1,
          () -> {
            throw error;
          });
      watchers.watch(1, heard::incrementAndGet);
    }
    watchers.changed(1);
    assertThat(heard).hasValue(8);
  }
}
