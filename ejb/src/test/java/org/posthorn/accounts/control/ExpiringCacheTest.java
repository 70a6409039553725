package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
  private final MovableClock clock = new MovableClock();
  private final ExpiringCache<String, String> cache =
      new ExpiringCache<>(2, Duration.ofSeconds(10), clock);

  @Test
  void loadsOnceWithinTheLife() {
    assertThat(cache.get("a", key -> "1")).isEqualTo("1");
    clock.advance(Duration.ofSeconds(9));
    assertThat(cache.get("a", key -> "2")).isEqualTo("1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(cache.get("a", key -> "3")).isEqualTo("3");
  }

  @Test
  void leastRecentlyUsedGivesWay() {
    cache.put("a", "1");
    cache.put("b", "2");
    assertThat(cache.find("a")).hasValue("1");
    cache.put("c", "3");
    assertThat(cache.find("b")).isEmpty();
    assertThat(cache.find("a")).hasValue("1");
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void whatWasLoadedBeforeAChangeIsNotKept() {
    String old =
        cache.get(
            "a",
            key -> {
              cache.clear(); // the change happens while the loader runs
              return "old";
            });
    assertThat(old).isEqualTo("old");
    assertThat(cache.find("a")).isEmpty();
  }
}
