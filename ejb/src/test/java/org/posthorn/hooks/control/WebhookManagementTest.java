package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.hooks.boundary.Webhooks;
import org.posthorn.hooks.value.AuthorizationChange;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.HttpReceiver;

/** What an account may do with its webhooks and their requests. */
@OnBothDatabases
class WebhookManagementTest extends WebhookScenario {
  WebhookManagementTest(TestDatabase database) {
    super(database);
  }

  @Test
  void aChangeCountsFromTheNextRequestOn() {
    String name = create("/old").webhook().name();
    receiver.answer(
        request -> {
          if (request.line().contains("/old")) {
            webhooks.change(
                account,
                name,
                spec -> new WebhookSpec(spec.url().replace("old", "new"), spec.events(), false),
                AuthorizationChange.to(Optional.of("Bearer new")));
          }
          return HttpReceiver.OK;
        });
    happen(Kind.DELIVERED, 1);
    happen(Kind.DELIVERED, 2);
    bench.dispatch.look(); // one turn
    assertThat(receiver.requests()).extracting(HttpReceiver.Request::line).hasSize(2);
    assertThat(receiver.requests().get(1).line()).contains("/new");
    assertThat(receiver.requests().get(1).fields()).containsEntry("authorization", "Bearer new");
  }

  @Test
  void soManyTriesWait() {
    String name = create("/hook").webhook().name();
    pause(name, true);
    for (int i = 0; i < HookBench.MOST_WAITING; i++) {
      assertThat(webhooks.test(account, name).outcome()).isPresent();
    }
    assertThat(webhooks.test(account, name).refusal()).isPresent();
  }

  @Test
  void onlyWhatConcernsEventsIsToldToOtherServers() {
    String name = create("/hook").webhook().name();
    int before = bench.changes.fired().size();
    pause(name, true);
    assertThat(bench.changes.fired()).hasSize(before);
    webhooks.change(
        account,
        name,
        spec -> new WebhookSpec(spec.url(), Set.of(HookEvent.FAILED), false),
        AuthorizationChange.NONE);
    assertThat(bench.changes.fired()).hasSize(before + 1);
    happen(Kind.DELIVERED, 1);
    assertThat(states(name)).isEmpty();
  }

  @Test
  void whatWasToldIsToldAgainOnDemandAndWhatWaitsCanBeCanceled() {
    String name = create("/hook").webhook().name();
    happen(Kind.DELIVERED, 1);
    bench.dispatch.look();
    long first = webhooks.calls(account, name, true, 0, 9).orElseThrow().get(0).id();
    assertThat(webhooks.replay(account, name, first)).isPresent();
    assertThat(receiver.requests())
        .extracting(each -> each.fields().get("webhook-id"))
        .hasSize(2)
        .containsOnly(receiver.requests().get(0).fields().get("webhook-id"));
    receiver.answer("HTTP/1.1 500 No\r\n\r\n");
    happen(Kind.FAILED, 2);
    bench.dispatch.look();
    long second = webhooks.calls(account, name, false, 0, 9).orElseThrow().get(0).id();
    assertThat(webhooks.cancel(account, name, second)).isPresent();
    assertThat(webhooks.cancel(account, name, second)).isEmpty();
    bench.clock.forward(Duration.ofDays(1));
    bench.dispatch.look();
    assertThat(receiver.requests()).hasSize(3);
  }

  @Test
  void anothersWebhooksAreNotThere() {
    String name = create("/hook").webhook().name();
    happen(Kind.DELIVERED, 1);
    long call = webhooks.calls(account, name, false, 0, 9).orElseThrow().get(0).id();
    long other = TestAccounts.add(database);
    assertThat(webhooks.list(other)).isEmpty();
    assertThat(webhooks.find(other, name)).isEmpty();
    assertThat(webhooks.calls(other, name, false, 0, 9)).isEmpty();
    assertThat(webhooks.call(other, name, call)).isEmpty();
    assertThat(webhooks.replay(other, name, call)).isEmpty();
    assertThat(webhooks.cancel(other, name, call)).isEmpty();
    assertThat(webhooks.test(other, name).refusal()).isPresent();
    assertThat(webhooks.remove(other, name).refusal()).isPresent();
    assertThat(webhooks.newSecret(other, name).refusal()).isPresent();
    WebhookSpec spec = new WebhookSpec(receiver.url(), EnumSet.of(HookEvent.FAILED), false);
    String mine =
        webhooks
            .create(other, spec, Optional.empty(), Optional.empty())
            .outcome()
            .orElseThrow()
            .webhook()
            .name();
    assertThat(webhooks.call(other, mine, call)).isEmpty();
    assertThat(webhooks.cancel(other, mine, call)).isEmpty();
  }

  @Test
  void aNewSecretSignsTheNextRequest() {
    String name = create("/hook").webhook().name();
    List<String> secrets = new ArrayList<>();
    receiver.answer(
        request -> {
          secrets.add(webhooks.newSecret(account, name).outcome().orElseThrow().secret());
          return HttpReceiver.OK;
        });
    happen(Kind.DELIVERED, 1);
    happen(Kind.DELIVERED, 2);
    bench.dispatch.look(); // one turn
    HttpReceiver.Request second = receiver.requests().get(1);
    assertThat(second.fields().get("webhook-signature"))
        .isEqualTo(
            WebhookSignature.of(
                WebhookSignature.key(secrets.get(0)).orElseThrow(),
                String.valueOf(second.fields().get("webhook-id")),
                1772366400,
                second.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anAccountHasNoMoreWebhooksThanItMayWhoeverAddsThemAtOnce() throws InterruptedException {
    for (int i = 1; i < Webhooks.MOST; i++) {
      create("/hook");
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    WebhookSpec spec = new WebhookSpec(receiver.url(), Set.of(), false);
    for (int i = 0; i < 4; i++) {
      threads.execute(() -> webhooks.create(account, spec, Optional.empty(), Optional.empty()));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(webhooks.list(account)).hasSize(Webhooks.MOST);
  }

  @Test
  void aTryIsARequestLikeAnyOther() {
    String name = create("/hook").webhook().name();
    long call = webhooks.test(account, name).outcome().orElseThrow().id();
    bench.dispatch.look();
    assertThat(webhooks.call(account, name, call).orElseThrow().state()).isEqualTo("delivered");
    assertThat(told().get(0).getString("Recipient")).isEqualTo("recipient@example.org");
  }
}
