package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Group A1 = new Group("1", "a.test");
  private static final Group A2 = new Group("2", "a.test");
  private static final Group A3 = new Group("3", "a.test");
  private static final Group B1 = new Group("1", "b.test");
  private static final Group C1 = new Group("1", "c.test");

  @Test
  void parkedDomainsTakeTurns() {
    Slots slots = new Slots(2, 1);
    assertThat(slots.enter(A1)).isTrue();
    assertThat(slots.enter(A2)).isFalse(); // the domain is busy
    assertThat(slots.enter(A3)).isFalse();
    assertThat(slots.enter(B1)).isTrue();
    assertThat(slots.enter(C1)).isFalse(); // everything is busy
    assertThat(slots.leave(B1)).contains(C1);
    assertThat(slots.leave(C1)).isEmpty(); // only the busy domain waits
    assertThat(slots.leave(A1)).contains(A2);
    assertThat(slots.enter(B1)).isTrue();
    assertThat(slots.leave(A2)).contains(A3);
    assertThat(slots.leave(A3)).isEmpty();
    assertThat(slots.leave(B1)).isEmpty();
    assertThat(slots.enter(A1)).isTrue();
  }
}
