package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.control.FairQueue.Lane;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>(1_000, 100);

  @Test
  void whoHasMuchWaitsBehindWhoHasLittle() {
    for (int i = 0; i < 100; i++) {
      queue.offer(Lane.STRANGERS, "attacker", "a" + i);
    }
    queue.offer(Lane.STRANGERS, "visitor", "v");
    assertThat(taken(3)).containsExactly("a0", "v", "a1");
  }

  @Test
  void whoIsKnownWaitsForFewStrangers() {
    for (int i = 0; i < 500; i++) {
      queue.offer(Lane.STRANGERS, "address " + i, "s");
      queue.offer(Lane.NEW_PASSWORDS, "request", "n");
    }
    queue.offer(Lane.KNOWN, "ann", "k1");
    queue.offer(Lane.KNOWN, "bob", "k2");
    assertThat(taken(4)).contains("k1", "k2", "s");
  }

  @Test
  void strangersAreNotStarved() {
    for (int i = 0; i < 100; i++) {
      queue.offer(Lane.KNOWN, "ann", "k");
    }
    queue.offer(Lane.STRANGERS, "visitor", "v");
    assertThat(taken(4)).contains("v");
  }

  @Test
  void thereIsAnEnd() {
    for (int i = 0; i < 100; i++) {
      assertThat(queue.offer(Lane.KNOWN, "ann", "k")).isTrue();
    }
    assertThat(queue.offer(Lane.KNOWN, "ann", "k")).isFalse();
    for (int i = 0; i < 900; i++) {
      assertThat(queue.offer(Lane.STRANGERS, "address " + i, "s")).isTrue();
    }
    assertThat(queue.offer(Lane.STRANGERS, "another", "s")).isFalse();
    assertThat(taken(1_001)).hasSize(1_000);
    assertThat(queue.offer(Lane.KNOWN, "ann", "k")).isTrue();
  }

  private List<String> taken(int most) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Optional<String> next = queue.poll();
      next.ifPresent(taken::add);
    }
    return taken;
  }
}
