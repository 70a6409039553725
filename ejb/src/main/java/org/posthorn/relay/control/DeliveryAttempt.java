package org.posthorn.relay.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.Recipient;
import org.posthorn.mime.Reencoding;
import org.posthorn.relay.entity.OutgoingMessage.State;
import org.posthorn.signing.boundary.Signing;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.smtp.client.ContentSigner;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.smtp.client.Traits;

/**
 * Makes an attempt for a group of outgoing messages: claim, send, write down, tell the sender, plan
 * the next. A server that dies between sending and writing down leaves a claim that is released
 * when that is noticed; the mail is then sent again: rather twice than never. RFC 5321 §6.1.
 */
@ApplicationScoped
public class DeliveryAttempt {
  private static final System.Logger LOG = System.getLogger(DeliveryAttempt.class.getName());

  /** As often a message is looked for that is not there: a common disk may be late, or away. */
  private static final int LOOKS = 3;

  private static final Duration EARLY = Duration.ofMinutes(1);
  private static final Duration AFTER_DUE = Duration.ofMillis(200); // clocks differ a little

  @Inject Outbox outbox;
  @Inject RelayQueue queue;
  @Inject ContentStore contents;
  @Inject Bounces notices;
  @Inject RelayLog log;
  @Inject Claims claims;
  @Inject RelayEnvironment environment;
  @Inject Signing signing;
  @Inject BeforeTransport beforehand;
  @Inject NextHops hops;

  private final CountDownLatch ending = new CountDownLatch(1);

  /**
   * Makes it, when something is due.
   *
   * @return the host that has its share of connections, when nothing was begun therefore
   */
  Optional<InetAddress> make(Destination group, HostShare share) {
    Instant now = environment.clock().instant();
    String claim = claims.begin();
    try {
      List<QueuedRecipient> parcels = outbox.claim(group, claim, now);
      if (parcels.isEmpty()) {
        waitFor(group, now);
        return Optional.empty();
      }
      return make(group, claim, parcels, share);
    } catch (RuntimeException | Error e) {
      outbox.release(claim);
      throw e;
    } finally {
      claims.end(claim);
    }
  }

  // A message that came a moment too early must not be the last one for its rows.
  private void waitFor(Destination group, Instant now) {
    outbox
        .next(group, now)
        .map(due -> Duration.between(now, due).plus(AFTER_DUE))
        .filter(delay -> delay.compareTo(EARLY) < 0)
        .ifPresent(delay -> queue.announce(group, delay));
  }

  private Optional<InetAddress> make(
      Destination group, String claim, List<QueuedRecipient> parcels, HostShare share) {
    List<QueuedRecipient> toSend =
        parcels.stream().filter(parcel -> parcel.owed() == State.WAITING).toList();
    if (toSend.isEmpty()) {
      tell(claim, parcels, new AttemptEvaluation(List.of()));
      return Optional.empty();
    }
    List<RecipientOutcome> settled = new ArrayList<>();
    List<QueuedRecipient> away = beforehand.remaining(toSend, settled);
    Transport.Result result =
        away.isEmpty() ? new Transport.Result.Made(List.of()) : send(away, share);
    if (result instanceof Transport.Result.Busy busy) {
      outbox.release(claim);
      return Optional.of(busy.host());
    }
    List<RecipientOutcome> made = ((Transport.Result.Made) result).results();
    if (!away.isEmpty()) {
      share.met(group.domain(), made.stream().anyMatch(each -> decided(each.result())));
    }
    settled.addAll(made);
    conclude(group, claim, parcels, evaluate(parcels, settled));
    return Optional.empty();
  }

  /**
   * What an attempt that has ended now means.
   *
   * @param parcels all rows of the claim
   * @param results of those that were to be sent
   */
  AttemptEvaluation evaluate(List<QueuedRecipient> parcels, List<RecipientOutcome> results) {
    List<QueuedRecipient> toSend =
        parcels.stream().filter(parcel -> parcel.owed() == State.WAITING).toList();
    Instant now = environment.clock().instant();
    return AttemptEvaluation.of(toSend, results, now, waits(toSend));
  }

  /**
   * Writes down what came of an attempt, plans the next and tells senders. Waits for as long as the
   * database is away.
   *
   * @param parcels all rows of the claim
   */
  void conclude(
      Destination group, String claim, List<QueuedRecipient> parcels, AttemptEvaluation judgement) {
    settled(group, claim, parcels, judgement, settle(group, claim, judgement));
  }

  /** The same without waiting; false when it cannot be written down now. */
  boolean concludeNow(
      Destination group, String claim, List<QueuedRecipient> parcels, AttemptEvaluation judgement) {
    int written;
    try {
      written = outbox.settle(claim, judgement.settlements());
    } catch (RuntimeException | Error e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=relay-not-settled id={0} domain={1} answered=later cause={2}",
          group.delivery(),
          group.domain(),
          e);
      return false;
    }
    settled(group, claim, parcels, judgement, written);
    return true;
  }

  private void settled(
      Destination group,
      String claim,
      List<QueuedRecipient> parcels,
      AttemptEvaluation judgement,
      int written) {
    log.settled(group, judgement, written);
    Instant now = environment.clock().instant();
    judgement
        .next()
        .ifPresent(next -> queue.announce(group, Duration.between(now, next).plus(AFTER_DUE)));
    tell(claim, parcels, judgement);
  }

  /**
   * What of claimed rows is to be sent by a connection that is there.
   *
   * @param settled gets what became of those who need none
   * @return empty when nothing is to be sent
   */
  Optional<OutgoingMail> prepare(List<QueuedRecipient> parcels, List<RecipientOutcome> settled) {
    List<QueuedRecipient> away = beforehand.remaining(parcels, settled);
    List<OutgoingMail> mails = new ArrayList<>(1);
    if (!away.isEmpty()) {
      Transport.Result unsent =
          send(
              away,
              mail -> {
                mails.add(mail);
                return new Transport.Result.Made(List.of());
              });
      settled.addAll(((Transport.Result.Made) unsent).results());
    }
    return mails.stream().findAny();
  }

  private static boolean decided(RecipientResult result) {
    return result.outcome() != Outcome.DEFERRED;
  }

  private Transport.Result send(List<QueuedRecipient> parcels, HostShare share) {
    Duration limit = environment.settings().attemptLimit();
    String domain = parcels.get(0).address().asciiDomain();
    return send(parcels, mail -> hops.of(parcels).deliver(mail, domain, limit, share));
  }

  private Transport.Result send(
      List<QueuedRecipient> parcels, Function<OutgoingMail, Transport.Result> way) {
    QueuedRecipient any = parcels.get(0);
    try {
      return way.apply(mail(parcels, any, contents.content(any.contentId())));
    } catch (ContentLost lost) { // nothing of it is passed on
      if (lost instanceof ContentGone && any.attempts() < LOOKS) {
        return unsent(parcels, Outcome.DEFERRED, "4.3.0", "The message cannot be read now");
      }
      contents.lost(lost.id());
      return unsent(parcels, Outcome.FAILED, "5.3.0", "The message was damaged on this host");
    } catch (KeysUnreadable unsigned) { // without signature others would refuse it. RFC 7489 §6.3
      LOG.log(
          System.Logger.Level.WARNING,
          "event=relay-keys-unreadable content=M{0} answered=try-again cause=\"{1}\"",
          Long.toHexString(any.contentId()),
          unsigned.getMessage());
      return unsent(parcels, Outcome.DEFERRED, "4.3.0", "The keys for it cannot be read now");
    } catch (UncheckedIOException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=relay-content-unreadable content=M{0} answered=try-again cause={1}",
          Long.toHexString(any.contentId()),
          unreadable.getCause());
      return unsent(parcels, Outcome.DEFERRED, "4.3.0", "The message cannot be read now");
    } catch (RuntimeException
        | StackOverflowError fault) { // an attempt, or it would go on for ever
      if (fault instanceof RuntimeException outage && Outage.unreachable(fault).isPresent()) {
        throw outage;
      }
      LOG.log(
          System.Logger.Level.ERROR,
          "event=relay-fault domain=" + any.address().domain() + " answered=try-again",
          fault);
      return unsent(parcels, Outcome.DEFERRED, "4.3.0", "This host has failed to send it");
    }
  }

  private static Transport.Result unsent(
      List<QueuedRecipient> parcels, Outcome outcome, String status, String text) {
    return new Transport.Result.Made(
        parcels.stream()
            .map(each -> new RecipientResult(each.address(), outcome, 0, status, text))
            .map(result -> new RecipientOutcome(result, ""))
            .toList());
  }

  private OutgoingMail mail(List<QueuedRecipient> parcels, QueuedRecipient any, Content content) {
    content.requireReadable();
    List<Recipient> recipients =
        parcels.stream().flatMap(each -> each.envelope().recipients().stream()).toList();
    return new OutgoingMail(
        any.envelope().to(recipients),
        content,
        Traits.of(content, any.envelope().body()),
        target -> Reencoding.of(content, target),
        signing.signer(any.envelope(), content).orElse(ContentSigner.NONE),
        environment.clock().instant());
  }

  /**
   * Writes down what the other side has said, however long the database is away: given back, the
   * rows would be sent a second time.
   */
  private int settle(Destination group, String claim, AttemptEvaluation judgement) {
    RetryUntilStored insistence = new RetryUntilStored(ending);
    while (true) {
      try {
        return outbox.settle(claim, judgement.settlements());
      } catch (RuntimeException | Error e) {
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

  private Map<Integer, Duration> waits(List<QueuedRecipient> parcels) {
    Map<Integer, Duration> waits = new HashMap<>();
    for (QueuedRecipient parcel : parcels) {
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

  private void tell(String claim, List<QueuedRecipient> parcels, AttemptEvaluation judgement) {
    List<AttemptResult> failed = judgement.of(Outcome.FAILED);
    List<AttemptResult> relayed = judgement.toReport();
    List<QueuedRecipient> owed =
        parcels.stream().filter(parcel -> parcel.owed() != State.WAITING).toList();
    if (!failed.isEmpty() || !relayed.isEmpty() || !owed.isEmpty()) {
      notices.failed(failed, owed); // durable before the rows are done
      notices.relayed(relayed, owed);
      outbox.told(claim);
    }
    List<AttemptResult> delayed =
        judgement.of(Outcome.DEFERRED).stream().filter(AttemptResult::late).toList();
    if (!delayed.isEmpty()) {
      notices.delayed(delayed);
    }
  }
}
