package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.Observers;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.Envelope;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.mime.report.IncomingReport;
import org.posthorn.relay.control.Bounces;
import org.posthorn.relay.control.Destination;
import org.posthorn.relay.control.Outbox;
import org.posthorn.relay.control.RelayEnvironment;
import org.posthorn.relay.control.RelayQueue;
import org.posthorn.relay.control.ReportedRows;
import org.posthorn.relay.control.Senders;
import org.posthorn.relay.entity.OutgoingMessage.Payload;
import org.posthorn.relay.value.Undeliverable;

/** Takes mail for other servers. */
@ApplicationScoped
public class Relay {
  private static final Duration AFTER_DUE = Duration.ofMillis(200); // clocks differ a little

  private static final int MAX_HEADER = 64 * 1024;

  @Inject Outbox outbox;
  @Inject RelayQueue queue;
  @Inject ContentStore contents;
  @Inject RelayEnvironment environment;
  @Inject Bounces notices;
  @Inject Senders senders;
  @Inject ReportedRows reports;
  @Inject Observers observers;

  /**
   * Puts a message into the outgoing queue, in one database transaction; it is durable on return.
   * May be called again with the same delivery: each recipient still has it queued once.
   *
   * @param deliveryId at most 40 characters
   * @param envelope whom to tell of failures, and recipients elsewhere
   * @param contentId the octets, durable already; when they are lost, the sender is told
   * @throws RuntimeException when database or broker failed; the same call may be made again
   */
  public void enqueue(String deliveryId, Envelope envelope, long contentId) {
    Optional<Long> account = senders.account(envelope.sender());
    Payload payload =
        new Payload(contentId, size(contentId), account, account.flatMap(any -> id(contentId)));
    Envelope leaving = senders.leaving(envelope, deliveryId, account);
    Instant now = environment.clock().instant();
    Duration delay = // RFC 4865 §4
        envelope
            .handling()
            .release()
            .map(release -> Duration.between(now, release.until()))
            .filter(wait -> !wait.isNegative())
            .map(wait -> wait.plus(AFTER_DUE))
            .orElse(Duration.ZERO);
    for (Destination group : outbox.add(deliveryId, leaving, payload, now)) {
      queue.announce(group, delay);
    }
  }

  /**
   * Whether a message is kept here until its author's moment comes, its recipients of ours
   * included: {@link #enqueue} takes these, too. RFC 4865 §4.
   */
  public boolean keepsBack(Envelope envelope) {
    // whatever time it is: the same order may come again when the moment has passed
    return envelope.handling().release().isPresent();
  }

  /**
   * Takes a report of another server that has come to an account: when it is about mail of the
   * account, it is written into the history of the rows. RFC 3464.
   *
   * @param to the addresses that it came to
   * @return the ids of the deliveries that it is about
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public List<String> reported(long account, List<Address> to, long contentId) {
    Optional<IncomingReport> report =
        IncomingReport.of(
                contents.content(contentId), contents.facts(new long[] {contentId}).get(0).root())
            .filter(read -> !read.recipients().isEmpty());
    if (report.isEmpty()) {
      answered(account, to);
      return List.of();
    }
    return reports.note(account, to, report.get(), environment.clock().instant());
  }

  /**
   * Takes note that mail has come to an account that is no report. Where it came to a reverse-path
   * that is unique for a message of the account, that is told.
   *
   * @param to the addresses that it came to
   */
  public void answered(long account, List<Address> to) {
    if (to.stream().anyMatch(each -> each.localPart().indexOf('+') > 0)
        && observers.hear(account, RecipientProgress.Kind.UNRECOGNIZED)) {
      reports.unrecognized(account, to, environment.clock().instant());
    }
  }

  private Optional<String> id(long contentId) {
    try {
      Content content = contents.content(contentId);
      byte[] head = new byte[(int) Math.min(content.size(), MAX_HEADER)];
      content.read(0, ByteBuffer.wrap(head));
      return HeaderFields.first(head, "message-id").map(String::strip);
    } catch (ContentLost lost) { // the attempt ends with that
      return Optional.empty();
    }
  }

  private long size(long contentId) {
    try {
      return contents.content(contentId).size();
    } catch (ContentLost lost) { // the attempt ends with that
      return 0;
    }
  }

  /**
   * Tells the sender of a message that some of its recipients will not get it. Durable on return;
   * called again with the same delivery, recipients and cause, the sender is still told once.
   *
   * @param deliveryId at most 38 characters
   * @param envelope whom to tell, and of whom
   * @return the id of the notice; empty when there is nobody to tell
   * @throws RuntimeException when disk or broker failed; the same call may be made again
   */
  public Optional<String> undeliverable(
      String deliveryId, Envelope envelope, long contentId, Undeliverable cause) {
    return notices.undeliverable(deliveryId, envelope, contentId, cause);
  }

  /**
   * Tells the sender of a message that recipients have it in their mailboxes, as far as that was
   * asked for (RFC 3461 §4.1). Durable on return; called again with the same delivery and
   * recipients, the sender is still told once.
   *
   * @param deliveryId at most 38 characters
   * @param envelope whom to tell, and of whom
   * @throws RuntimeException when disk or broker failed; the same call may be made again
   */
  public void delivered(String deliveryId, Envelope envelope, long contentId) {
    notices.delivered(deliveryId, envelope, contentId);
  }
}
