package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HookSlotsTest {
  private final AtomicLong now = new AtomicLong();
  private final HookSlots slots = new HookSlots(2, now::get);

  @Test
  void soManyAreServedAtOnceAndEachOnce() {
    assertThat(slots.enter(1, 1)).containsExactly(1L);
    assertThat(slots.enter(1, 1)).isEmpty();
    assertThat(slots.enter(2, 2)).containsExactly(2L);
    assertThat(slots.enter(3, 3)).isEmpty();
    assertThat(slots.leave(2)).containsExactly(3L);
    assertThat(slots.leave(1)).as("something has come meanwhile").containsExactly(1L);
    assertThat(slots.leave(1)).isEmpty();
  }

  @Test
  void thoseOfAnAccountLeaveRoomForOthers() {
    HookSlots many = new HookSlots(10, now::get);
    for (int webhook = 0; webhook < 20; webhook++) {
      many.enter(webhook, 1);
    }
    assertThat(many.enter(20, 2)).containsExactly(20L);
    assertThat(many.enter(21, 1)).isEmpty();
    assertThat(many.leave(0)).containsExactly((long) HookSlots.OF_ACCOUNT);
  }

  @Test
  void whoTakesLongGivesItsPlaceToOthers() {
    slots.enter(1, 1);
    slots.enter(2, 2);
    assertThat(slots.enter(3, 3)).isEmpty();
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(slots.next()).containsExactly(3L);
    assertThat(slots.enter(4, 4)).containsExactly(4L);
    assertThat(slots.enter(5, 5)).isEmpty();
  }

  @Test
  void thoseThatTakeLongAreNotAnyNumber() {
    for (int i = 0; i < 30; i++) {
      slots.enter(i, i);
      now.addAndGet(Duration.ofSeconds(3).toNanos());
    }
    assertThat(slots.next()).isEmpty();
    assertThat(slots.leave(0)).hasSize(1);
  }
}
