package org.posthorn.filtering.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Housekeeping comes to an end. */
class FilterTimerTest {
  @Test
  void portionsAreTakenAsLongAsThereAreMore() {
    AtomicInteger portions = new AtomicInteger();
    FilterTimer.repeat(() -> portions.incrementAndGet() < 7);
    assertThat(portions).hasValue(7);
  }
}
