package org.posthorn.relay.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.smtp.client.Traits;
import org.posthorn.transactions.boundary.Outages;

/**
 * Makes the attempts for groups of outgoing messages: claim, send, write down, tell the sender,
 * plan the next. A server that dies between sending and writing down leaves a claim that ends; the
 * mail is then sent again: rather twice than never. RFC 5321 §6.1.
 */
@ApplicationScoped
public class Attempts {
  private static final System.Logger LOG = System.getLogger(Attempts.class.getName());
  private static final Duration CLAIM_SPARE = Duration.ofMinutes(10); // for DNS and the database
  private static final Duration EARLY = Duration.ofMinutes(1);
  private static final Duration AFTER_DUE = Duration.ofMillis(200); // clocks differ a little

  @Inject Outbox outbox;
  @Inject RelayQueue queue;
  @Inject ContentStore contents;
  @Inject Notices notices;
  @Inject Nodes nodes;
  @Inject RelayEnvironment environment;

  private final CountDownLatch ending = new CountDownLatch(1);
  private Slots slots;

  @SuppressWarnings("NullAway.Init") // prepare() fills the field
  public Attempts() {}

  @PostConstruct
  void prepare() {
    RelaySettings settings = environment.settings();
    slots = new Slots(settings.concurrency(), settings.perDomain());
  }

  /**
   * Makes an attempt for a group, and then for those that were parked meanwhile; or parks the group
   * when enough is going on.
   */
  public void run(Group group) {
    if (!slots.enter(group)) {
      return;
    }
    Optional<Group> parked = Optional.empty();
    try {
      attempt(group);
    } finally {
      parked = slots.leave(group);
      while (parked.isPresent()) {
        parked = runParked(parked.get());
      }
    }
  }

  private Optional<Group> runParked(Group group) {
    try {
      attempt(group);
    } catch (RuntimeException e) { // its rows are still there: the recovery brings them back
      String line = "event=relay-attempt-failed id=" + group.delivery();
      Outages.reason(e)
          .ifPresentOrElse(
              reason -> LOG.log(System.Logger.Level.DEBUG, () -> line + " cause=" + reason),
              () -> LOG.log(System.Logger.Level.WARNING, line, e));
    }
    return slots.leave(group);
  }

  private void attempt(Group group) {
    Instant now = environment.clock().instant();
    String claim = nodes.self() + ":" + UUID.randomUUID();
    Duration length = environment.settings().attemptLimit().plus(CLAIM_SPARE);
    List<Parcel> parcels = outbox.claim(group, claim, now, length);
    if (parcels.isEmpty()) {
      waitFor(group, now);
      return;
    }
    List<Parcel> toSend = parcels.stream().filter(parcel -> !parcel.failed()).toList();
    try {
      Judgement judgement = send(group, claim, toSend);
      tell(claim, parcels, judgement);
    } catch (RuntimeException e) {
      outbox.release(claim);
      throw e;
    }
  }

  // A message that came a moment too early must not be the last one for its rows.
  private void waitFor(Group group, Instant now) {
    outbox
        .next(group, now)
        .map(due -> Duration.between(now, due).plus(AFTER_DUE))
        .filter(delay -> delay.compareTo(EARLY) < 0)
        .ifPresent(delay -> queue.announce(group, delay));
  }

  private Judgement send(Group group, String claim, List<Parcel> parcels) {
    if (parcels.isEmpty()) {
      return new Judgement(List.of());
    }
    List<Attempted> results = results(parcels);
    Instant now = environment.clock().instant();
    Judgement judgement = Judgement.of(parcels, results, now, waits(parcels));
    int settled = settle(group, claim, judgement);
    log(group, judgement, settled);
    judgement
        .next()
        .ifPresent(next -> queue.announce(group, Duration.between(now, next).plus(AFTER_DUE)));
    return judgement;
  }

  private List<Attempted> results(List<Parcel> parcels) {
    Parcel any = parcels.get(0);
    try {
      return deliver(parcels, any, contents.content(any.contentId()));
    } catch (ContentLost lost) { // nothing of it is passed on, and that stays so
      contents.lost(lost.id());
      return unsent(parcels, Outcome.FAILED, "5.3.0", "The message was damaged on this host");
    } catch (UncheckedIOException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=relay-content-unreadable content=M{0} answered=try-again cause={1}",
          Long.toHexString(any.contentId()),
          unreadable.getCause());
      return unsent(parcels, Outcome.DEFERRED, "4.3.0", "The message cannot be read now");
    }
  }

  private List<Attempted> deliver(List<Parcel> parcels, Parcel any, Content content) {
    content.requireReadable();
    OutgoingMail mail =
        new OutgoingMail(
            any.sender(),
            parcels.stream().map(Parcel::recipient).toList(),
            any.utf8(),
            content,
            Traits.of(content));
    Instant deadline = environment.clock().instant().plus(environment.settings().attemptLimit());
    return environment.transport().deliver(mail, any.recipient().asciiDomain(), deadline);
  }

  private static List<Attempted> unsent(
      List<Parcel> parcels, Outcome outcome, String status, String text) {
    return parcels.stream()
        .map(each -> new RecipientResult(each.recipient(), outcome, 0, status, text))
        .map(result -> new Attempted(result, ""))
        .toList();
  }

  /**
   * Writes down what the other side has said, however long the database is away: given back, the
   * rows would be sent a second time.
   */
  private int settle(Group group, String claim, Judgement judgement) {
    Insistence insistence = new Insistence(ending);
    while (true) {
      try {
        return outbox.settle(claim, judgement.settlements());
      } catch (RuntimeException e) {
        if (!insistence.again(e)) {
          throw e;
        }
        LOG.log(
            insistence.times() == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
            "event=relay-not-settled id={0} domain={1} answered=insist cause={2}",
            group.delivery(),
            group.domain(),
            e);
      }
    }
  }

  @PreDestroy
  void end() {
    ending.countDown();
  }

  private Map<Integer, Duration> waits(List<Parcel> parcels) {
    Map<Integer, Duration> waits = new HashMap<>();
    for (Parcel parcel : parcels) {
      int made = parcel.attempts() + 1;
      if (!waits.containsKey(made)) {
        environment
            .settings()
            .retry()
            .after(made, environment.random())
            .ifPresent(wait -> waits.put(made, wait));
      }
    }
    return waits;
  }

  private void tell(String claim, List<Parcel> parcels, Judgement judgement) {
    List<Settlement> failed = judgement.of(Outcome.FAILED);
    List<Parcel> owed = parcels.stream().filter(Parcel::failed).toList();
    if (!failed.isEmpty() || !owed.isEmpty()) {
      notices.failed(failed, owed); // durable before the rows are done
      outbox.bounced(claim);
    }
    List<Settlement> delayed =
        judgement.of(Outcome.DEFERRED).stream()
            .filter(each -> each.parcel().attempts() + 1 == RetrySchedule.DELAYED_AFTER)
            .toList();
    if (!delayed.isEmpty()) {
      notices.delayed(delayed);
    }
  }

  private static void log(Group group, Judgement judgement, int settled) {
    LOG.log(
        System.Logger.Level.INFO,
        "event=relay id={0} domain={1} delivered={2} deferred={3} failed={4} lost={5}",
        group.delivery(),
        group.domain(),
        judgement.of(Outcome.DELIVERED).size(),
        judgement.of(Outcome.DEFERRED).size(),
        judgement.of(Outcome.FAILED).size(),
        judgement.settlements().size() - settled);
  }
}
