package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Answer;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientProgress.Sent;
import org.posthorn.hooks.boundary.WebhookReferences;
import org.posthorn.hooks.value.AuthorizationChange;
import org.posthorn.hooks.value.CallAdded;
import org.posthorn.hooks.value.CreatedWebhook;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.HttpReceiver;

/** What webhooks are told of mail on its way, how often, and how much may wait. */
@OnBothDatabases
class WebhookCallsTest extends WebhookScenario {
  WebhookCallsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void aReceiverIsToldWithASignature() {
    CreatedWebhook made = create("/hook");
    webhooks.change(
        account,
        made.webhook().name(),
        spec -> spec,
        AuthorizationChange.to(Optional.of("Bearer x")));
    happen(Kind.DELAYED, 42);
    bench.dispatch.look();
    HttpReceiver.Request request = receiver.requests().get(0);
    assertThat(json(request.body()).toString())
        .isEqualTo(
            "{\"Version\":0,\"Event\":\"delayed\",\"DSN\":false,\"Suppressing\":false,"
                + "\"QueueMsgID\":42,\"FromID\":\"\",\"MessageID\":\"<1@a.test>\",\"Subject\":\"\","
                + "\"WebhookQueued\":\"2026-03-01T12:00:00Z\",\"Recipient\":\"bob@b.test\","
                + "\"SMTPCode\":451,\"SMTPEnhancedCode\":\"4.2.1\",\"Error\":\"try later\","
                + "\"Extra\":{\"order\":\"7\"}}");
    assertThat(request.fields())
        .containsEntry("authorization", "Bearer x")
        .containsEntry("x-mox-webhook-attempt", "1")
        .containsEntry("webhook-timestamp", "1772366400");
    String id = request.fields().get("webhook-id");
    assertThat(id).endsWith("_" + request.fields().get("x-mox-webhook-id"));
    assertThat(request.fields().get("webhook-signature"))
        .isEqualTo(
            WebhookSignature.of(
                WebhookSignature.key(made.secret()).orElseThrow(),
                String.valueOf(id),
                1772366400,
                request.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(states(made.webhook().name())).containsExactly("delayed delivered");
  }

  @Test
  void onlyThoseWhoListenAreTold() {
    create("/all");
    create("/failed", HookEvent.FAILED);
    happen(Kind.DELIVERED, 1);
    happen(Kind.FAILED, 2);
    long other = TestAccounts.add(database);
    database.transact(
        any ->
            bench.events.add(
                new RecipientProgress(
                    Kind.FAILED,
                    new Sent(3, "d", other, Optional.empty(), Optional.empty(), 0, BOB, Map.of()),
                    new Answer(0, "", ""),
                    false,
                    false)));
    bench.dispatch.look();
    assertThat(receiver.requests())
        .extracting(request -> request.line().split(" ")[1] + json(request.body()).get("Event"))
        .containsExactlyInAnyOrder("/all\"delivered\"", "/all\"failed\"", "/failed\"failed\"");
  }

  @Test
  void whatIsRolledBackIsNotTold() {
    create("/hook");
    assertThatThrownBy(
            () ->
                database.transact(
                    any -> {
                      bench.events.add(event(Kind.DELIVERED, 1));
                      throw new IllegalStateException("the commit fails");
                    }))
        .isInstanceOf(IllegalStateException.class);
    bench.dispatch.look();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void failuresAreRepeatedWithGrowingWaitsAndTheSameId() {
    CreatedWebhook made = create("/hook");
    receiver.answer("HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nwhy?");
    happen(Kind.FAILED, 1);
    List<Duration> waits = HookSettings.waits(HookSettings.RETRY);
    bench.dispatch.look();
    for (Duration wait : waits) {
      bench.clock.forward(wait.multipliedBy(98).dividedBy(100));
      int before = receiver.requests().size();
      bench.dispatch.look();
      assertThat(receiver.requests()).as("too early for %s", wait).hasSize(before);
      bench.clock.forward(wait.multipliedBy(4).dividedBy(100));
      bench.dispatch.look();
      assertThat(receiver.requests()).as("after %s", wait).hasSize(before + 1);
    }
    bench.clock.forward(Duration.ofDays(2));
    bench.dispatch.look();
    assertThat(receiver.requests()).hasSize(12);
    assertThat(receiver.requests())
        .extracting(each -> each.fields().get("webhook-id"))
        .containsOnly(receiver.requests().get(0).fields().get("webhook-id"));
    assertThat(receiver.requests().get(11).fields()).containsEntry("x-mox-webhook-attempt", "12");
    WebhookCallInfo call =
        webhooks.calls(account, made.webhook().name(), true, 0, 9).orElseThrow().get(0);
    assertThat(call.state()).isEqualTo("failed");
    assertThat(call.answer()).isEqualTo("why?");
    assertThat(call.attempts()).hasSize(12).allMatch(attempt -> attempt.status() == 500);
  }

  @Test
  void whatIsNewerOfTheSameMessageIsToldInPlaceOfWhatWaits() {
    CreatedWebhook made = create("/hook");
    receiver.answer("HTTP/1.1 503 No\r\n\r\n");
    happen(Kind.DELAYED, 1);
    happen(Kind.DELAYED, 2);
    bench.dispatch.look();
    receiver.answer(HttpReceiver.OK);
    happen(Kind.DELIVERED, 1);
    bench.clock.forward(Duration.ofMinutes(2));
    bench.dispatch.look();
    assertThat(told().subList(2, told().size()))
        .extracting(json -> json.getString("Event") + json.getInt("QueueMsgID"))
        .containsExactlyInAnyOrder("delivered1", "delayed2");
    assertThat(states(made.webhook().name()))
        .containsExactlyInAnyOrder(
            "delayed superseded", "delayed delivered", "delivered delivered");
    int before = receiver.requests().size();
    long older =
        webhooks.calls(account, made.webhook().name(), true, 0, 9).orElseThrow().get(0).id();
    webhooks.replay(account, made.webhook().name(), older);
    assertThat(receiver.requests()).as("on demand all the same").hasSize(before + 1);
  }

  @Test
  void whatOthersSayErasesNothingThatIsKnown() {
    CreatedWebhook made = create("/hook");
    happen(Kind.FAILED, 1);
    database.transact(any -> bench.events.add(event(Kind.UNRECOGNIZED, 1)));
    database.transact(any -> bench.events.add(event(Kind.DELIVERED, 1, true)));
    database.transact(any -> bench.events.add(event(Kind.RELAYED, 1, true)));
    bench.dispatch.look();
    assertThat(states(made.webhook().name()))
        .containsExactlyInAnyOrder(
            "failed delivered",
            "unrecognized delivered",
            "delivered superseded",
            "relayed delivered");
  }

  @Test
  void whatIsPausedForLongIsGivenUp() throws java.sql.SQLException {
    String name = create("/hook").webhook().name();
    pause(name, true);
    long content = bench.contents.add(MAIL);
    long left = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(toColleague(left)));
    database.transact(any -> bench.events.add(arrival(content, "bob@posthorn.test", "")));
    assertThat(kept()).as("not what has left").containsExactly(content);
    bench.clock.forward(Duration.ofDays(6));
    bench.upkeep.purge();
    assertThat(states(name)).containsExactly("delivered waiting", "incoming waiting");
    bench.clock.forward(Duration.ofDays(2));
    bench.upkeep.purge();
    assertThat(states(name)).containsExactly("delivered failed", "incoming failed");
    assertThat(kept()).isEmpty();
    bench.clock.forward(Duration.ofDays(8));
    bench.upkeep.purge();
    assertThat(states(name)).isEmpty();
  }

  private List<Long> kept() throws java.sql.SQLException {
    List<Long> ids = new ArrayList<>();
    try (java.sql.Connection connection = database.dataSource().getConnection()) {
      new WebhookReferences().tell(connection, ids::add);
    }
    return ids;
  }

  @Test
  void aReceiverThatKeepsUpLosesNothing() {
    create("/hook");
    for (int i = 1; i <= 3 * HookBench.MOST_WAITING; i++) {
      happen(Kind.DELIVERED, i);
      bench.dispatch.look();
    }
    assertThat(receiver.requests()).hasSize(3 * HookBench.MOST_WAITING);
  }

  @Test
  void aWebhookThatIsFullTakesNothingFromAnother() {
    pause(create("/full").webhook().name(), true);
    String name = create("/hook").webhook().name();
    for (int i = 1; i <= HookBench.MOST_WAITING + 2; i++) {
      happen(Kind.DELIVERED, i);
      bench.dispatch.look();
    }
    assertThat(states(name)).hasSize(HookBench.MOST_WAITING + 2);
  }

  @Test
  void whatIsRolledBackTakesNoPlace() {
    assertThat(bench.backlog.take(1, 1)).isTrue();
    assertThat(bench.backlog.take(1, 1)).isFalse();
    bench.backlog.on(new CallAdded(1, account));
    assertThat(bench.backlog.take(1, 1)).isTrue();
  }

  @Test
  void aReceiverThatHangsIsLeftAloneForAMinute() {
    create("/hook");
    receiver.answer(
        any -> {
          bench.nanos.addAndGet(Duration.ofSeconds(60).toNanos());
          return "HTTP/1.1 500 No\r\n\r\n";
        });
    happen(Kind.DELIVERED, 1);
    happen(Kind.DELIVERED, 2);
    bench.dispatch.look();
    bench.clock.forward(Duration.ofSeconds(50));
    bench.dispatch.look();
    assertThat(receiver.requests()).hasSize(1);
    bench.clock.forward(Duration.ofSeconds(11));
    bench.dispatch.look();
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void anAttemptThatEndsInAnErrorCountsAndDelaysNoOtherForEver() {
    String name = create("/hook").webhook().name();
    long poison = bench.contents.add(MAIL);
    bench.contents.poisoned = poison;
    database.transact(any -> bench.events.add(arrival(poison, "bob@posthorn.test", "")));
    happen(Kind.DELIVERED, 1);
    for (int i = 0; i < 20; i++) {
      bench.dispatch.look();
      bench.clock.forward(Duration.ofDays(1));
    }
    assertThat(states(name)).containsExactlyInAnyOrder("incoming failed", "delivered delivered");
  }

  @Test
  void whatIsPausedWaitsAndIsToldLater() {
    String name = create("/hook").webhook().name();
    pause(name, true);
    happen(Kind.DELIVERED, 1);
    bench.dispatch.look();
    assertThat(receiver.requests()).isEmpty();
    assertThat(webhooks.find(account, name).orElseThrow().waiting()).isEqualTo(1);
    pause(name, false); // which begins at once
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void anAccountKeepsNoMoreWaitingThanIsAllowed() {
    String name = create("/hook").webhook().name();
    pause(name, true);
    for (int i = 1; i <= HookBench.MOST_WAITING + 3; i++) {
      happen(Kind.DELIVERED, i);
    }
    assertThat(webhooks.find(account, name).orElseThrow().waiting())
        .isEqualTo(HookBench.MOST_WAITING);
    pause(name, false);
    bench.upkeep.count();
    happen(Kind.DELIVERED, 99);
    bench.dispatch.look();
    assertThat(told().get(HookBench.MOST_WAITING).getInt("QueueMsgID")).isEqualTo(99);
  }

  @Test
  void whatAWrongClockHasPlannedIsToldAllTheSame() {
    create("/hook");
    bench.clock.forward(Duration.ofDays(400));
    happen(Kind.DELIVERED, 1);
    bench.clock.forward(Duration.ofDays(-400));
    bench.dispatch.look();
    assertThat(receiver.requests()).isEmpty();
    bench.upkeep.count();
    bench.dispatch.look();
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void whatIsDoneOrWithoutWebhookIsForgotten() {
    String name = create("/hook").webhook().name();
    happen(Kind.DELIVERED, 1);
    bench.dispatch.look();
    bench.upkeep.purge();
    assertThat(states(name)).hasSize(1);
    bench.clock.forward(Duration.ofDays(8));
    bench.upkeep.purge();
    assertThat(states(name)).isEmpty();
    happen(Kind.DELIVERED, 2);
    webhooks.remove(account, name);
    bench.upkeep.purge();
    assertThat(bench.rows.backlog()).isEmpty();
  }
}
