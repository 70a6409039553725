package org.posthorn.hooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.hooks.value.WebhookCallInfo.Attempt;

/**
 * A request that is to be sent to a webhook, or was. Those about mail are added by plain SQL in the
 * transaction that makes their event true. Times are milliseconds since 1970.
 */
@Entity
@Table(name = "webhook_call")
@NamedQuery(
    name = WebhookCall.DUE,
    query =
        "select c from WebhookCall c where c.webhook = :webhook"
            + " and c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING"
            + " and c.nextAttempt <= :now order by c.nextAttempt, c.id")
@NamedQuery(
    name = WebhookCall.BRING_FORWARD,
    query =
        "update WebhookCall c set c.nextAttempt = :now"
            + " where c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING"
            + " and c.nextAttempt > :latest")
@NamedQuery(
    name = WebhookCall.NEWER,
    query =
        "select count(c) from WebhookCall c where c.webhook = :webhook and c.queueId = :queue"
            + " and c.id > :id and c.event <> 'unrecognized'"
            + " and (c.reported = false or :reported = true)"
            + " and c.state <> org.posthorn.hooks.entity.WebhookCall.State.CANCELED")
@NamedQuery(
    name = WebhookCall.WAITING_OF,
    query =
        "select count(c) from WebhookCall c where c.webhook = :webhook"
            + " and c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING")
@NamedQuery(
    name = WebhookCall.WAITING,
    query =
        "select c from WebhookCall c where c.webhook = :webhook and c.id > :after"
            + " and c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING order by c.id")
@NamedQuery(
    name = WebhookCall.RETIRED,
    query =
        "select c from WebhookCall c where c.webhook = :webhook and c.id > :after"
            + " and c.state <> org.posthorn.hooks.entity.WebhookCall.State.WAITING order by c.id")
@NamedQuery(
    name = WebhookCall.BACKLOG,
    query =
        "select c.webhook, count(c) from WebhookCall c"
            + " where c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING"
            + " group by c.webhook")
@NamedQuery(
    name = WebhookCall.TRIES,
    query =
        "select count(c) from WebhookCall c where c.webhook = :webhook"
            + " and c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING"
            + " and c.queueId = 0 and c.contentId = 0")
@NamedQuery(
    name = WebhookCall.OVERDUE,
    query =
        "select c.id from WebhookCall c"
            + " where c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING"
            + " and c.nextAttempt <= :before")
@NamedQuery(
    name = WebhookCall.GIVE_UP,
    query =
        "update WebhookCall c"
            + " set c.state = org.posthorn.hooks.entity.WebhookCall.State.FAILED, c.endedAt = :now"
            + " where c.id in :ids"
            + " and c.state = org.posthorn.hooks.entity.WebhookCall.State.WAITING")
@NamedQuery(
    name = WebhookCall.ENDED,
    query =
        "select c.id from WebhookCall c where c.state = :state and c.endedAt <= :before"
            + " order by c.endedAt")
@NamedQuery(name = WebhookCall.DELETE, query = "delete from WebhookCall c where c.id in :ids")
public class WebhookCall {
  /** What is due for {@code :webhook}. */
  public static final String DUE = "WebhookCall.due";

  /** Makes due what was planned for after {@code :latest}. */
  public static final String BRING_FORWARD = "WebhookCall.bringForward";

  /**
   * How many requests about the same message have come after one that say what has become of it;
   * reports of others count only if that is {@code :reported} too.
   */
  public static final String NEWER = "WebhookCall.newer";

  /** How many wait for {@code :webhook}. */
  public static final String WAITING_OF = "WebhookCall.waitingOf";

  /** Those that wait for {@code :webhook}, behind {@code :after}. */
  public static final String WAITING = "WebhookCall.waiting";

  /** Those that were sent to {@code :webhook}, or given up, behind {@code :after}. */
  public static final String RETIRED = "WebhookCall.retired";

  /** How many wait, by webhook. */
  public static final String BACKLOG = "WebhookCall.backlog";

  /** How many made-up ones wait for {@code :webhook}. */
  public static final String TRIES = "WebhookCall.tries";

  /** Ids of those that wait and were due {@code :before}, or earlier. */
  public static final String OVERDUE = "WebhookCall.overdue";

  /** Gives some up that wait. */
  public static final String GIVE_UP = "WebhookCall.giveUp";

  /** Ids of those that ended in {@code :state} before a moment. */
  public static final String ENDED = "WebhookCall.ended";

  /** Deletes some. */
  public static final String DELETE = "WebhookCall.delete";

  private static final int MAX_ERROR = 200;
  private static final int MAX_RESULTS = 16; // of attempts before
  private static final int MAX_ANSWER = 512;
  private static final int MAX_SUBJECT = 998; // RFC 5322 §2.1.1

  /** What is still to be done. */
  public enum State {
    /** It is to be sent: when made, after an attempt that failed, and when it is replayed. */
    WAITING,
    /** From WAITING: the receiver has it. */
    DELIVERED,
    /** From WAITING: no attempt was successful. */
    FAILED,
    /** From WAITING: something newer is to be said of the same message. */
    SUPERSEDED,
    /** From WAITING: somebody does not want it sent. */
    CANCELED
  }

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "webhook_id")
  private long webhook;

  @Column(name = "account_id")
  private long account;

  private String event;

  @Enumerated(EnumType.STRING)
  private State state;

  @Column(name = "queue_id")
  private long queueId;

  @Column(name = "content_id")
  private long contentId;

  private boolean reported;
  private String facts;
  private @Nullable String subject;

  @Column(name = "created_at")
  private long created;

  @Column(name = "next_attempt_at")
  private long nextAttempt;

  @Column(name = "ended_at")
  private long endedAt;

  private int attempts;
  private boolean replayed;
  private String results;
  private String answer;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected WebhookCall() {}

  /** One that is due now and about no message. */
  public WebhookCall(long webhook, long account, HookEvent event, String facts, Instant now) {
    this.webhook = webhook;
    this.account = account;
    this.event = event.text();
    this.facts = facts;
    this.state = State.WAITING;
    this.created = now.toEpochMilli();
    this.nextAttempt = created;
    this.results = "";
    this.answer = "";
  }

  /**
   * An attempt begins.
   *
   * @param again when the next one is made if nobody hears how this one ends
   */
  public void begin(Instant again) {
    attempts++;
    nextAttempt = again.toEpochMilli();
  }

  /** The attempt that was begun is not made, but another one then. */
  public void postpone(Instant until) {
    attempts = Math.max(0, attempts - 1);
    nextAttempt = until.toEpochMilli();
  }

  /** All attempts were begun, and of the last one nobody has heard how it ended. */
  public void giveUp(Instant now) {
    end(State.FAILED, now);
  }

  /**
   * An attempt that was begun has ended.
   *
   * @param said how the answer began
   * @param again when the next attempt is made; empty for none, successful or not
   */
  public void attempted(Attempt attempt, String said, boolean success, Optional<Instant> again) {
    List<String> lines = new ArrayList<>(lines());
    lines.add(line(attempt));
    results =
        String.join("\n", lines.subList(Math.max(0, lines.size() - MAX_RESULTS), lines.size()));
    answer = cut(said, MAX_ANSWER);
    if (success) {
      end(State.DELIVERED, attempt.at());
    } else if (state == State.WAITING) {
      again.ifPresentOrElse(
          when -> nextAttempt = when.toEpochMilli(), () -> end(State.FAILED, attempt.at()));
    }
  }

  private static String line(Attempt attempt) {
    return attempt.at().toEpochMilli()
        + " "
        + attempt.millis()
        + " "
        + attempt.status()
        + " "
        + cut(attempt.error().replace('\n', ' '), MAX_ERROR);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private List<String> lines() {
    return results.isEmpty() ? List.of() : List.of(results.split("\n"));
  }

  private void end(State last, Instant now) {
    state = last;
    endedAt = now.toEpochMilli();
  }

  /** Something newer is to be said of the same message. */
  public void superseded(Instant now) {
    end(State.SUPERSEDED, now);
  }

  /** Nobody wants it sent; whether it still waited. */
  public boolean cancel(Instant now) {
    boolean waited = state == State.WAITING;
    if (waited) {
      end(State.CANCELED, now);
    }
    return waited;
  }

  /** It is sent again, with the same id, from the first attempt on. */
  public void replay(Instant now) {
    state = State.WAITING;
    endedAt = 0;
    attempts = 0;
    replayed = true;
    nextAttempt = now.toEpochMilli();
  }

  /** Keeps the subject of its message, which may be gone later. */
  public void subject(String text) {
    subject = cut(text, MAX_SUBJECT);
  }

  public long id() {
    return id;
  }

  public long webhook() {
    return webhook;
  }

  public long account() {
    return account;
  }

  /** What it is about; one that only a later build knows counts as unrecognized. */
  public HookEvent event() {
    return HookEvent.named(event).orElse(HookEvent.UNRECOGNIZED);
  }

  public State state() {
    return state;
  }

  /** The message in the outgoing queue; 0 where it is not about one. */
  public long queueId() {
    return queueId;
  }

  /** Whether only a report of another server says so. */
  public boolean reported() {
    return reported;
  }

  /** Whether it is to be sent whatever has been said since. */
  public boolean replayed() {
    return replayed;
  }

  /** The octets of its message; 0 where there is none. */
  public long contentId() {
    return contentId;
  }

  /** What was known when it happened, a JSON object. */
  public String facts() {
    return facts;
  }

  /** The subject of its message, once it was read. */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }

  /** How many attempts were made since it was made or replayed. */
  public int attempts() {
    return attempts;
  }

  /** As others see it. */
  public WebhookCallInfo info() {
    return new WebhookCallInfo(
        id,
        event(),
        queueId,
        state.name().toLowerCase(Locale.ROOT),
        created(),
        Instant.ofEpochMilli(nextAttempt),
        attempts,
        lines().stream().map(WebhookCall::attempt).toList(),
        answer);
  }

  private static Attempt attempt(String line) {
    String[] words = line.split(" ", 4);
    return new Attempt(
        Instant.ofEpochMilli(Long.parseLong(words[0])),
        Long.parseLong(words[1]),
        Integer.parseInt(words[2]),
        words[3]);
  }
}
