package org.posthorn.commit.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

  @Test
  void anErrorIsNoSuccessForThoseWhoFollow() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    GroupCommit<String> group =
        new GroupCommit<>(
            4,
            items -> {
              if (calls.incrementAndGet() == 1) {
                begun.countDown();
                await(go);
              } else if (calls.get() == 2) {
                throw new OutOfMemoryError("no memory for " + items);
              }
            });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> done = new ArrayList<>();
    done.add(threads.submit(() -> group.commit(List.of("first"))));
    await(begun);
    for (int i = 0; i < 3; i++) {
      String item = "follower" + i;
      done.add(threads.submit(() -> group.commit(List.of(item))));
    }
    Thread.sleep(100); // they wait for the first
    go.countDown();
    done.get(0).get();
    for (Future<?> follower : done.subList(1, 4)) {
      assertThatThrownBy(follower::get).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    group.commit(List.of("later"));
    assertThat(calls).hasValue(3);
    threads.shutdown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ofThoseThatTakeLongOneAtMostIsPartOfACommit() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<List<String>> commits = Collections.synchronizedList(new ArrayList<>());
    GroupCommit<String> group =
        new GroupCommit<>(
            256,
            item -> item.startsWith("long"),
            items -> {
              commits.add(items);
              begun.countDown();
              await(go);
            });
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Future<?>> done = new ArrayList<>();
    done.add(threads.submit(() -> group.commit(List.of("first"))));
    await(begun);
    for (int i = 0; i < 5; i++) {
      String item = "long" + i;
      done.add(threads.submit(() -> group.commit(List.of(item))));
    }
    Thread.sleep(100);
    for (int i = 0; i < 5; i++) {
      String item = "short" + i;
      done.add(threads.submit(() -> group.commit(List.of(item))));
    }
    Thread.sleep(100); // all of them wait
    go.countDown();
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();
    assertThat(commits.get(1)).hasSize(6); // those that came last, and one that takes long
    assertThat(commits).hasSize(6);
    assertThat(commits)
        .allMatch(items -> items.stream().filter(item -> item.startsWith("long")).count() <= 1);
  }
}
