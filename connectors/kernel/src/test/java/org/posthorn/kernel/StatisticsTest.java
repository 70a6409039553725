package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Statistics.Series;

class StatisticsTest {
  @Test
  void countsEachSeriesByItself() {
    Statistics.of("calls", "kind", "a", "by", "x").increment();
    Statistics.of("calls", "by", "x", "kind", "a").increment();
    Statistics.of("calls", "kind", "b", "by", "x").increment();
    assertThat(Statistics.of("calls", "kind", "a", "by", "x").sum()).isEqualTo(2);
    assertThat(Statistics.of("calls", "kind", "b", "by", "x").sum()).isEqualTo(1);
  }

  @Test
  void showsThoseThereAreAndThoseToCome() {
    Statistics.of("before").add(3);
    Map<Series, LongAdder> seen = new ConcurrentHashMap<>();
    BiConsumer<Series, LongAdder> follower = seen::put;
    Statistics.follow(follower);
    Statistics.of("after").increment();
    Statistics.unfollow(follower);
    Statistics.of("too late").increment();
    assertThat(seen.get(new Series("before", Map.of()))).hasToString("3");
    assertThat(seen.get(new Series("after", Map.of()))).hasToString("1");
    assertThat(seen).doesNotContainKey(new Series("too late", Map.of()));
  }
}
