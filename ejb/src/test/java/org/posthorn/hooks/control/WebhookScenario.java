package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.events.boundary.DeliveryPath;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Answer;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientProgress.Sent;
import org.posthorn.hooks.boundary.Webhooks;
import org.posthorn.hooks.boundary.WebhooksBench;
import org.posthorn.hooks.value.AuthorizationChange;
import org.posthorn.hooks.value.CreatedWebhook;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.kernel.Address;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.HttpReceiver;

/** An account with webhooks, a receiver of their requests, and what happens to mail. */
abstract class WebhookScenario {
  static final Address BOB = new Address("bob", "b.test");

  final TestDatabase database;
  final HttpReceiver receiver = HttpReceiver.start("127.0.0.1");
  @TempDir Path data;
  long account;
  HookBench bench;
  Webhooks webhooks;

  @SuppressWarnings("NullAway.Init") // prepare() does
  WebhookScenario(TestDatabase database) {
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

  CreatedWebhook create(String path, HookEvent... events) {
    String url = "http://127.0.0.1:" + receiver.port() + path;
    Set<HookEvent> wanted = Set.of(events);
    return webhooks
        .create(account, new WebhookSpec(url, wanted, false), Optional.empty(), Optional.empty())
        .outcome()
        .orElseThrow();
  }

  RecipientProgress event(Kind kind, long id) {
    return event(kind, id, false);
  }

  RecipientProgress event(Kind kind, long id, boolean reported) {
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

  void happen(Kind kind, long id) {
    database.transact(any -> bench.events.add(event(kind, id)));
  }

  List<JsonObject> told() {
    return receiver.requests().stream().map(request -> json(request.body())).toList();
  }

  static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  List<String> states(String name) {
    List<WebhookCallInfo> all = new ArrayList<>();
    all.addAll(webhooks.calls(account, name, false, 0, 100).orElseThrow());
    all.addAll(webhooks.calls(account, name, true, 0, 100).orElseThrow());
    return all.stream().map(call -> call.event().text() + " " + call.state()).toList();
  }

  void pause(String name, boolean paused) {
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

  MessageDelivered arrival(long content, String recipient, String note) {
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

  static final String MAIL =
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

  MessageDelivered toColleague(long content) {
    return new MessageDelivered(
        "d1",
        TestAccounts.add(database),
        Set.of(9L),
        content,
        "",
        new DeliveryPath(Optional.of(account), List.of(BOB), List.of(BOB), Map.of("a", "b")));
  }
}
