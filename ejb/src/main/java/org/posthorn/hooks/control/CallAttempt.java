package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.posthorn.database.Outage;
import org.posthorn.hooks.value.WebhookCallInfo.Attempt;
import org.posthorn.kernel.ContentLost;
import org.posthorn.signing.boundary.Secrets;
import org.posthorn.signing.value.KeysUnreadable;

/**
 * Sends one request to a receiver, and writes down what came of it. A server that dies between the
 * two sends it again, with the same id.
 */
@ApplicationScoped
public class CallAttempt {
  private static final System.Logger LOG = System.getLogger(CallAttempt.class.getName());
  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration LATER = Duration.ofSeconds(10);

  @Inject CallRows rows;
  @Inject Payloads payloads;
  @Inject Secrets secrets;
  @Inject HookEnvironment environment;

  /** Sends what is due first to a webhook; false when there was nothing. */
  boolean make(long webhook) {
    Instant now = environment.clock().instant();
    Optional<DueCall> due = rows.next(webhook, now, this::waitAfter);
    due.ifPresent(call -> make(call, now));
    return due.isPresent();
  }

  private Optional<Duration> waitAfter(int attempts) {
    return environment.settings().after(attempts, environment.random());
  }

  private void make(DueCall call, Instant now) {
    HookRequest request;
    try {
      request = request(call, now);
    } catch (ContentLost gone) {
      settle(call, now, 0, HookAnswer.failed("The message is gone"), Optional.empty());
      return;
    } catch (KeysUnreadable | UncheckedIOException notNow) {
      HookAnswer failed = HookAnswer.failed("The message or a secret cannot be read now");
      settle(call, now, 0, failed, waitAfter(call.attempt()).map(now::plus));
      LOG.log(
          System.Logger.Level.WARNING,
          "event=webhook-put-off webhook={0} call={1} cause=\"{2}\"",
          call.receiver().name(),
          Long.toString(call.id()),
          notNow.getMessage());
      return;
    } catch (RuntimeException | StackOverflowError fault) { // what a stranger wrote
      if (Outage.unreachable(fault).isPresent()) {
        throw fault;
      }
      LOG.log(System.Logger.Level.ERROR, "event=webhook-payload-failed call=" + call.id(), fault);
      settle(call, now, 0, HookAnswer.failed("The message cannot be read"), Optional.empty());
      return;
    }
    int octets = request.length();
    if (!environment.bodies().take(octets)) {
      rows.postpone(call.id(), now.plus(LATER));
      return;
    }
    try {
      send(call, request);
    } finally {
      environment.bodies().give(octets);
    }
  }

  private void send(DueCall call, HookRequest request) {
    long began = environment.nanos().getAsLong();
    HookAnswer answer = environment.client().post(request);
    long millis = Duration.ofNanos(environment.nanos().getAsLong() - began).toMillis();
    Instant then = environment.clock().instant();
    settle(call, then, millis, answer, again(call, then, answer));
    if (!answer.success() && millis * 2 >= environment.settings().limit().toMillis()) {
      rows.rest(call.receiver().id(), then.plus(REST)); // the next would hold a thread as long
    }
    LOG.log(
        System.Logger.Level.INFO,
        "event=webhook-called webhook={0} call={1} about={2} attempt={3} status={4} ms={5}{6}",
        call.receiver().name(),
        Long.toString(call.id()),
        call.event().text(),
        Integer.toString(call.attempt()),
        Integer.toString(answer.status()),
        Long.toString(millis),
        answer.error().isEmpty() ? "" : " cause=\"" + answer.error().replace('"', '\'') + '"');
  }

  private Optional<Instant> again(DueCall call, Instant now, HookAnswer answer) {
    return answer.success() ? Optional.empty() : waitAfter(call.attempt()).map(now::plus);
  }

  private void settle(
      DueCall call, Instant at, long millis, HookAnswer answer, Optional<Instant> again) {
    Attempt attempt = new Attempt(at, millis, answer.status(), answer.error());
    rows.settle(call.id(), attempt, answer, again);
  }

  // alone has the body in hand besides the request, which lets go of it
  private HookRequest request(DueCall call, Instant now) {
    Payloads.Payload payload = payloads.of(call);
    payload.subject().ifPresent(read -> rows.subject(call.id(), read));
    return request(call, now, payload.body());
  }

  private HookRequest request(DueCall call, Instant now, byte[] body) {
    Receiver receiver = call.receiver();
    Map<String, String> fields = new LinkedHashMap<>();
    String id = "msg_" + receiver.name() + "_" + call.id();
    fields.put("User-Agent", "Posthorn (webhook)");
    fields.put("Accept-Encoding", "identity");
    fields.put("X-Mox-Webhook-ID", Long.toString(call.id()));
    fields.put("X-Mox-Webhook-Attempt", Integer.toString(call.attempt()));
    fields.put("webhook-id", id);
    fields.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    String secret = secrets.open(secretLabel(receiver.name()), receiver.secret());
    fields.put(
        "webhook-signature",
        WebhookSignature.of(
            WebhookSignature.key(secret).orElseThrow(), id, now.getEpochSecond(), body));
    receiver
        .authorization()
        .ifPresent(
            kept ->
                fields.put(
                    "Authorization", secrets.open(authorizationLabel(receiver.name()), kept)));
    return new HookRequest(receiver.url(), fields, body);
  }

  /** What the secret of a webhook is bound to. */
  public static String secretLabel(String name) {
    return "webhook secret " + name;
  }

  /** What its Authorization is bound to. */
  public static String authorizationLabel(String name) {
    return "webhook authorization " + name;
  }
}
