package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.threads.Background;

/**
 * Gives hosts the mail that waits for them, by the connection that they have opened. RFC 2645. What
 * comes of it is judged as that of any other attempt; until then the rows are claimed, so that
 * nobody else sends them.
 */
@ApplicationScoped
public class FetchedMail {
  /** So many groups by one connection. */
  static final int MOST = 10_000;

  /** No listener takes so long for a mail; then somebody did not tell of its end. */
  private static final Duration LONGEST = Duration.ofHours(1);

  @Inject DeliveryAttempt attempt;
  @Inject Outbox outbox;
  @Inject Claims claims;
  @Inject RelayEnvironment environment;

  /** Claims the next group that has something to send; false when there is none. */
  public boolean next(FetchProgress fetch) {
    while (fetch.count() < MOST) {
      String claim = claims.begin(LONGEST);
      boolean kept = false;
      try {
        Optional<OutgoingMail> mail = next(fetch, claim);
        kept = mail.isPresent();
        if (kept || fetch.claim().isEmpty()) {
          return kept;
        }
      } catch (RuntimeException | Error e) {
        outbox.release(claim);
        throw e;
      } finally {
        if (!kept) {
          claims.end(claim);
        }
      }
    }
    return false;
  }

  // the fetch has no claim afterwards when there is nothing left
  private Optional<OutgoingMail> next(FetchProgress fetch, String claim) {
    List<QueuedRecipient> rows = claim(fetch, claim);
    if (rows.isEmpty()) {
      fetch.none();
      return Optional.empty();
    }
    fetch.at(claim, rows);
    fetch.with(attempt.prepare(rows, fetch.settled()));
    if (!fetch.hasMail()) {
      AttemptEvaluation judgement = attempt.evaluate(rows, fetch.settled());
      if (!attempt.concludeNow(fetch.group(), claim, rows, judgement)) {
        throw new IllegalStateException("what became of mail cannot be written down now");
      }
      return Optional.empty();
    }
    return Optional.of(fetch.mail());
  }

  private List<QueuedRecipient> claim(FetchProgress fetch, String claim) {
    Instant now = environment.clock().instant();
    while (true) {
      Optional<QueuedRecipient> any = fetch.candidate();
      if (any.isEmpty()) {
        List<QueuedRecipient> page = outbox.waiting(fetch.domains(), fetch.position(), now);
        if (page.isEmpty()) {
          return List.of();
        }
        fetch.found(page);
      } else if (fetch.isNew(any.get()) && wanted(any.get(), now)) {
        List<QueuedRecipient> rows = outbox.claimWaiting(any.get(), claim, now);
        if (!rows.isEmpty()) { // the host has come by itself: it uses none of the attempts up
          return rows.stream().map(QueuedRecipient::besides).toList();
        }
      }
    }
  }

  private static boolean wanted(QueuedRecipient any, Instant now) {
    return !any.envelope().options().requireTls() // RFC 8689 §4.2.1
        && !any.envelope().handling().waits(now); // RFC 4865 §4
  }

  /**
   * Writes down what became of the mail at hand.
   *
   * @return done when it is written down, as a rule at once: while the database is away another
   *     thread insists on it; false when it could not be
   * @throws IllegalArgumentException when the session is about another mail; then nobody is
   *     delivered or given up by it
   */
  public CompletableFuture<Boolean> sent(FetchProgress fetch, ClientSession session) {
    String claim = fetch.claim();
    claims.keep(claim);
    boolean kept = false;
    try {
      if (!session.isAbout(fetch.mail())) {
        throw new IllegalArgumentException("the session is about another mail");
      }
      Destination group = fetch.group();
      List<QueuedRecipient> rows = fetch.rows();
      AttemptEvaluation judgement = attempt.evaluate(rows, results(fetch, session));
      CompletableFuture<Boolean> written = new CompletableFuture<>();
      if (attempt.concludeNow(group, claim, rows, judgement)) {
        written.complete(true);
      } else {
        Runnable insist = () -> attempt.conclude(group, claim, rows, judgement);
        Background.execute(
            environment.workers(), "fetched-mail", () -> conclude(claim, insist, written));
        kept = true;
      }
      return written;
    } catch (RuntimeException | Error e) { // sent again: rather twice than never. RFC 5321 §6.1
      outbox.release(claim);
      throw e;
    } finally {
      if (!kept) {
        claims.end(claim);
      }
    }
  }

  private void conclude(String claim, Runnable insist, CompletableFuture<Boolean> written) {
    boolean done = false;
    try {
      insist.run();
      done = true;
    } catch (RuntimeException | Error e) {
      outbox.release(claim);
      throw e;
    } finally {
      claims.end(claim);
      written.complete(done);
    }
  }

  private static List<RecipientOutcome> results(FetchProgress fetch, ClientSession session) {
    AttemptProgress progress = new AttemptProgress(fetch.mail());
    progress.add(session, fetch.host());
    List<RecipientOutcome> results = new ArrayList<>(fetch.settled());
    boolean refused = session.hostFailure().isPresent(); // so it has said nothing of the mail
    progress.end().stream().map(each -> refused ? later(each) : each).forEach(results::add);
    return results;
  }

  // whoever it is that says no before it knows what comes: the mail is for whom the account names
  private static RecipientOutcome later(RecipientOutcome outcome) {
    RecipientResult said = outcome.result();
    String status = said.status().replaceFirst("^5", "4");
    return new RecipientOutcome(
        new RecipientResult(said.recipient(), Outcome.DEFERRED, said.code(), status, said.text()),
        outcome.host());
  }
}
