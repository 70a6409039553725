package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Which server tells webhooks, when one has ended or several look at once. */
@OnBothDatabases
class WebhookClaimsTest extends WebhookScenario {
  WebhookClaimsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void whatAServerThatHasEndedHadClaimedIsToldByAnother() {
    String name = create("/hook").webhook().name();
    happen(Kind.DELIVERED, 1);
    long id = webhooks.find(account, name).orElseThrow().id();
    bench.server = 8;
    bench.rows.claim(id, bench.claims.begin(), bench.clock.instant()); // and it dies
    bench.server = 1;
    bench.dispatch.look();
    bench.claims.releaseEnded();
    bench.dispatch.look();
    assertThat(receiver.requests()).as("the other may still be at work").isEmpty();
    try (HookBench later = new HookBench(database, data)) {
      later.ended.add(8L);
      later.claims.releaseEnded();
      later.dispatch.look();
    }
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void whatWasNotWrittenDownIsToldAgainAfterAKillWithTheSameId() {
    String name = create("/hook").webhook().name();
    happen(Kind.DELIVERED, 1);
    try (HookBench killed = new HookBench(database, data)) {
      killed.server = 8;
      killed.rows.killed = true;
      killed.dispatch.look();
    }
    assertThat(receiver.requests()).hasSize(1);
    bench.ended.add(8L);
    bench.claims.releaseEnded();
    bench.clock.forward(Duration.ofMinutes(2)); // the attempt of the other counts
    bench.dispatch.look();
    assertThat(receiver.requests())
        .extracting(request -> request.fields().get("webhook-id"))
        .hasSize(2)
        .containsOnly(receiver.requests().get(0).fields().get("webhook-id"));
    assertThat(states(name)).containsExactly("delivered delivered");
  }

  @Test
  void twoServersTellEachThingOnce() throws InterruptedException {
    bench.upkeep.count();
    create("/one");
    create("/two");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (HookBench other = new HookBench(database, data)) {
      other.server = 2;
      for (HookBench each : List.of(bench, other)) {
        each.workers = threads;
      }
      for (int i = 1; i <= 2; i++) {
        happen(Kind.DELIVERED, i);
      }
      CountDownLatch end = new CountDownLatch(4);
      for (HookBench each : List.of(bench, other, bench, other)) {
        threads.execute(
            () -> {
              each.dispatch.look();
              end.countDown();
            });
      }
      assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (receiver.requests().size() < 4 && System.nanoTime() < until) {
        Thread.sleep(10);
        bench.dispatch.look();
      }
      Thread.sleep(100);
      assertThat(receiver.requests())
          .extracting(request -> request.fields().get("webhook-id"))
          .hasSize(4)
          .doesNotHaveDuplicates();
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
