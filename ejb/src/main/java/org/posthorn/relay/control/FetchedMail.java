package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.OutgoingMail;

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
      attempt.conclude(fetch.group(), claim, rows, fetch.settled());
      return Optional.empty();
    }
    return Optional.of(fetch.mail());
  }

  private List<QueuedRecipient> claim(FetchProgress fetch, String claim) {
    Instant now = environment.clock().instant();
    Outbox.Fetchable found;
    do {
      found =
          outbox.claimWaiting(
              fetch.domains(),
              fetch.after(),
              any -> fetch.isNew(any) && !any.envelope().options().requireTls(), // RFC 8689 §4.2.1
              claim,
              now);
      fetch.after(found.last());
    } while (found.rows().isEmpty() && !found.end());
    return found.rows();
  }

  /**
   * Writes down what became of the mail at hand.
   *
   * @throws IllegalArgumentException when the session is about another mail; then nobody is
   *     delivered or given up by it
   */
  public void sent(FetchProgress fetch, ClientSession session) {
    try {
      if (session.mail() != fetch.mail()) {
        throw new IllegalArgumentException("the session is about another mail");
      }
      AttemptProgress progress = new AttemptProgress(fetch.mail());
      progress.add(session, fetch.host());
      List<RecipientOutcome> results = fetch.settled();
      results.addAll(progress.end());
      attempt.conclude(fetch.group(), fetch.claim(), fetch.rows(), results);
    } catch (RuntimeException | Error e) { // sent again: rather twice than never. RFC 5321 §6.1
      outbox.release(fetch.claim());
      throw e;
    } finally {
      claims.end(fetch.claim());
    }
  }
}
