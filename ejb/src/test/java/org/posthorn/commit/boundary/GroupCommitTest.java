package org.posthorn.commit.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  @Test
  void eachItemIsCommittedOnceByOneThreadAtATime() throws Exception {
    List<Integer> committed = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    GroupCommit<Integer> group =
        new GroupCommit<>(
            4,
            items -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              committed.addAll(items);
              inside.decrementAndGet();
            });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int item = i;
      done.add(threads.submit(() -> group.commit(List.of(item))));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();
    assertThat(committed).hasSize(2000).doesNotHaveDuplicates();
    assertThat(most).hasValue(1);
  }

  @Test
  void aFailureIsToldAndTheNextCommitGoesOn() {
    AtomicInteger calls = new AtomicInteger();
    GroupCommit<String> group =
        new GroupCommit<>(
            4,
            items -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalArgumentException("broken");
              }
            });
    assertThatThrownBy(() -> group.commit(List.of("a"))).hasRootCauseMessage("broken");
    group.commit(List.of("b"));
    assertThat(calls).hasValue(2);
  }
}
