package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.events.boundary.DeliveryPath;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Answer;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientProgress.Sent;
import org.posthorn.hooks.boundary.WebhookReferences;
import org.posthorn.hooks.boundary.Webhooks;
import org.posthorn.hooks.boundary.WebhooksBench;
import org.posthorn.hooks.value.AuthorizationChange;
import org.posthorn.hooks.value.CallAdded;
import org.posthorn.hooks.value.CreatedWebhook;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.kernel.Address;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What webhooks are told, how often, and by whom. */
@OnBothDatabases
class WebhookCallsTest {
  private static final Address BOB = new Address("bob", "b.test");

  private final TestDatabase database;
  private final TestReceiver receiver = TestReceiver.start("127.0.0.1");
  @TempDir Path data;
  private long account;
  private HookBench bench;
  private Webhooks webhooks;

  @SuppressWarnings("NullAway.Init") // prepare() does
  WebhookCallsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void prepare() {
    database.transact(
        entities -> {
          entities.createQuery("delete from Webhook w").executeUpdate();
          entities.createQuery("delete from WebhookCall c").executeUpdate();
        });
    account = TestAccounts.add(database);
    bench = new HookBench(database, data);
    webhooks = WebhooksBench.of(bench);
  }

  @AfterEach
  void close() {
    bench.close();
    receiver.close();
  }

  private CreatedWebhook create(String path, HookEvent... events) {
    String url = "http://127.0.0.1:" + receiver.port() + path;
    Set<HookEvent> wanted = Set.of(events);
    return webhooks
        .create(account, new WebhookSpec(url, wanted, false), Optional.empty(), Optional.empty())
        .outcome()
        .orElseThrow();
  }

  private RecipientProgress event(Kind kind, long id) {
    return event(kind, id, false);
  }

  private RecipientProgress event(Kind kind, long id, boolean reported) {
    return new RecipientProgress(
        kind,
        new Sent(
            id,
            "d" + id,
            account,
            Optional.empty(),
            Optional.of("<1@a.test>"),
            0,
            BOB,
            Map.of("order", "7")),
        new Answer(451, "4.2.1", "try later"),
        reported,
        false);
  }

  private void happen(Kind kind, long id) {
    database.transact(any -> bench.events.add(event(kind, id)));
  }

  private List<JsonObject> told() {
    return receiver.requests().stream().map(request -> json(request.body())).toList();
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private List<String> states(String name) {
    List<WebhookCallInfo> all = new ArrayList<>();
    all.addAll(webhooks.calls(account, name, false, 0, 100).orElseThrow());
    all.addAll(webhooks.calls(account, name, true, 0, 100).orElseThrow());
    return all.stream().map(call -> call.event().text() + " " + call.state()).toList();
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
    TestReceiver.Request request = receiver.requests().get(0);
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
    receiver.answer(TestReceiver.OK);
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
          return TestReceiver.OK;
        });
    happen(Kind.DELIVERED, 1);
    happen(Kind.DELIVERED, 2);
    bench.dispatch.look(); // one turn
    assertThat(receiver.requests()).extracting(TestReceiver.Request::line).hasSize(2);
    assertThat(receiver.requests().get(1).line()).contains("/new");
    assertThat(receiver.requests().get(1).fields()).containsEntry("authorization", "Bearer new");
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

  private void pause(String name, boolean paused) {
    assertThat(
            webhooks
                .change(
                    account,
                    name,
                    spec -> new WebhookSpec(spec.url(), spec.events(), paused),
                    AuthorizationChange.NONE)
                .outcome())
        .isPresent();
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

  private MessageDelivered arrival(long content, String recipient, String note) {
    return new MessageDelivered(
        "d1",
        account,
        Set.of(HookBench.INBOX),
        content,
        note,
        new DeliveryPath(
            Optional.empty(),
            List.of(Address.parse(recipient).orElseThrow()),
            List.of(Address.parse(recipient).orElseThrow()),
            Map.of()));
  }

  private static final String MAIL =
      """
      Return-Path: <ann@a.test>
      Authentication-Results: mx.posthorn.test;
       spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test; dmarc=pass header.from=a.test
      Received: from mx.a.test ([192.0.2.7])
      \tby mx.posthorn.test (Posthorn) with ESMTPS id x;
      \tSun, 1 Mar 2026 11:59:59 +0000
      From: Ann <ann@a.test>
      To: bob@posthorn.test
      Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
      Message-ID: <m1@a.test>
      In-Reply-To: <m0@a.test>
      References: <m0@a.test>
      Date: Sun, 1 Mar 2026 13:00:00 +0100
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset=utf-8

      Hello
      --b
      Content-Type: application/pdf
      Content-Disposition: ATTACHMENT; filename*=utf-8''f%C3%BCr.pdf
      Content-Transfer-Encoding: base64

      AAAA
      --b--
      """;

  @Test
  void mailThatHasComeIsToldWithItsParts() {
    create("/hook", HookEvent.INCOMING);
    long content = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(arrival(content, "bob@posthorn.test", "")));
    bench.dispatch.look();
    assertThat(told().get(0).toString())
        .isEqualTo(
            "{\"Version\":0,\"From\":[{\"Name\":\"Ann\",\"Address\":\"ann@a.test\"}],"
                + "\"To\":[{\"Name\":\"\",\"Address\":\"bob@posthorn.test\"}],\"CC\":[],\"BCC\":[],"
                + "\"ReplyTo\":[],\"Subject\":\"Grüße\",\"MessageID\":\"<m1@a.test>\","
                + "\"InReplyTo\":\"<m0@a.test>\",\"References\":[\"<m0@a.test>\"],"
                + "\"Date\":\"2026-03-01T13:00:00+01:00\",\"Text\":\"Hello\",\"HTML\":\"\","
                + "\"Structure\":{\"ContentType\":\"multipart/mixed\","
                + "\"ContentTypeParams\":{\"boundary\":\"b\"},\"ContentID\":\"\","
                + "\"ContentDisposition\":\"\",\"Filename\":\"\",\"DecodedSize\":0,\"Parts\":["
                + "{\"ContentType\":\"text/plain\",\"ContentTypeParams\":{\"charset\":\"utf-8\"},"
                + "\"ContentID\":\"\",\"ContentDisposition\":\"\",\"Filename\":\"\","
                + "\"DecodedSize\":5,\"Parts\":[]},"
                + "{\"ContentType\":\"application/pdf\",\"ContentTypeParams\":{},"
                + "\"ContentID\":\"\",\"ContentDisposition\":\"attachment\","
                + "\"Filename\":\"für.pdf\",\"DecodedSize\":3,\"Parts\":[]}]},"
                + "\"Meta\":{\"MsgID\":1,\"MailFrom\":\"ann@a.test\",\"MailFromValidated\":true,"
                + "\"MsgFromValidated\":true,\"RcptTo\":\"bob@posthorn.test\","
                + "\"DKIMVerifiedDomains\":[\"a.test\"],\"RemoteIP\":\"192.0.2.7\","
                + "\"Received\":\"2026-03-01T12:00:00Z\",\"MailboxName\":\"INBOX\","
                + "\"Automated\":false}}");
  }

  @Test
  void reportsAndWhatWasRefusedIsNotTold() {
    String name = create("/hook", HookEvent.INCOMING).webhook().name();
    long content = bench.contents.add(MAIL);
    database.transact(
        any -> {
          bench.events.add(arrival(content, "dmarc-reports@posthorn.test", ""));
          bench.events.add(arrival(content, "bob@posthorn.test", "7 1 0 x")); // 1: the rejects
        });
    assertThat(states(name)).isEmpty();
  }

  @Test
  void aMessageThatIsGoneIsGivenUpAndDelaysNoOther() {
    String name = create("/hook").webhook().name();
    long lost = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(arrival(lost, "bob@posthorn.test", "")));
    bench.contents.lose(lost);
    happen(Kind.DELIVERED, 1);
    bench.dispatch.look();
    assertThat(states(name)).containsExactly("incoming failed", "delivered delivered");
  }

  @Test
  void whoSendsToColleaguesHearsThatItHasArrived() {
    create("/hook", HookEvent.DELIVERED);
    long content = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(toColleague(content)));
    bench.dispatch.look();
    assertThat(told())
        .singleElement()
        .satisfies(
            json -> {
              assertThat(json.getString("Recipient")).isEqualTo("bob@b.test");
              assertThat(json.getString("Subject")).isEqualTo("Grüße");
              assertThat(json.getString("MessageID")).isEqualTo("<m1@a.test>");
              assertThat(json.getJsonObject("Extra").getString("a")).isEqualTo("b");
            });
  }

  private MessageDelivered toColleague(long content) {
    return new MessageDelivered(
        "d1",
        TestAccounts.add(database),
        Set.of(9L),
        content,
        "",
        new DeliveryPath(Optional.of(account), List.of(BOB), List.of(BOB), Map.of("a", "b")));
  }

  @Test
  void aNewSecretSignsTheNextRequest() {
    String name = create("/hook").webhook().name();
    List<String> secrets = new ArrayList<>();
    receiver.answer(
        request -> {
          secrets.add(webhooks.newSecret(account, name).outcome().orElseThrow().secret());
          return TestReceiver.OK;
        });
    happen(Kind.DELIVERED, 1);
    happen(Kind.DELIVERED, 2);
    bench.dispatch.look(); // one turn
    TestReceiver.Request second = receiver.requests().get(1);
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
