package org.posthorn.junk.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.junk.control.CountsMemory.Learnt;
import org.posthorn.junk.control.CountsMemory.Loaded;
import org.posthorn.junk.value.WordSet;

/** Which counts are in memory. */
class CountsMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Learnt SOME = new Learnt(3, NOW.getEpochSecond() - 5);

  private final List<Long> loads = new ArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountsMemory memory = new CountsMemory(Duration.ofMinutes(1), 1_000_000);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private WordCounts counts(CountsMemory of, long account, Instant now) {
    return of.of(
        account,
        now,
        known -> {
          loads.add(account);
          return new Loaded(new WordCounts(), SOME, now);
        });
  }

  private static WordCounts large() {
    WordCounts counts = new WordCounts();
    int[] words = new int[10_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = i;
    }
    counts.add(WordSet.of(words), true);
    return counts;
  }

  @Test
  void theyAreLoadedWhenTheyAreMissingOrOld() {
    counts(memory, 1, NOW);
    counts(memory, 1, NOW.plusSeconds(60));
    assertThat(loads).hasSize(1);
    counts(memory, 1, NOW.plusSeconds(61));
    assertThat(loads).hasSize(2);
  }

  @Test
  void theirOctetsHaveALimit() {
    int octets = large().octets();
    CountsMemory small = new CountsMemory(Duration.ofMinutes(1), 2L * octets);
    for (long account = 1; account <= 10; account++) {
      small.of(account, NOW, known -> new Loaded(large(), SOME, NOW));
    }
    assertThat(small.octets()).isEqualTo(2L * octets);
    counts(small, 9, NOW);
    counts(small, 10, NOW);
    assertThat(loads).isEmpty();
    counts(small, 8, NOW);
    assertThat(loads).containsExactly(8L);
  }

  @Test
  void oneLoadsAndOthersGoOnWithWhatWasThere() throws Exception {
    WordCounts before = counts(memory, 1, NOW);
    Instant later = NOW.plusSeconds(100);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<WordCounts> first =
        CompletableFuture.supplyAsync(
            () ->
                memory.of(
                    1,
                    later,
                    known -> {
                      loading.countDown();
                      await(go);
                      return new Loaded(new WordCounts(), SOME, later);
                    }),
            executor);
    await(loading);
    assertThat(counts(memory, 1, later)).isSameAs(before);
    go.countDown();
    assertThat(first.get(5, TimeUnit.SECONDS)).isNotSameAs(before);
    assertThat(loads).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void countsAreThoseOfWhatIsLearntUnlessItWasInTheSameSecond() {
    Loaded loaded = new Loaded(new WordCounts(), SOME, NOW);
    assertThat(loaded.isOf(new Learnt(3, SOME.latest()))).isTrue();
    assertThat(loaded.isOf(new Learnt(4, SOME.latest()))).isFalse();
    Learnt now = new Learnt(3, NOW.getEpochSecond());
    assertThat(new Loaded(new WordCounts(), now, NOW).isOf(now)).isFalse();
  }
}
