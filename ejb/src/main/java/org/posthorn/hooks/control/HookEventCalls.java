package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.filtering.boundary.Filings;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.kernel.Address;
import org.posthorn.reports.boundary.ReceivedReports;
import org.posthorn.spool.value.QueueNumber;

/** Which requests follow from what happens to mail. Within the caller's transaction; no waiting. */
@ApplicationScoped
public class HookEventCalls {
  @Inject CallQueue queue;
  @Inject ReceivedReports reports;

  /** Whether a webhook of the account is told of this. */
  public boolean listens(long account, RecipientProgress.Kind kind) {
    return queue.listens(account, HookEvent.valueOf(kind.name()));
  }

  /** Something has become of a message on its way. */
  public void add(RecipientProgress event) {
    HookEvent kind = HookEvent.valueOf(event.kind().name());
    RecipientProgress.Sent sent = event.message();
    queue.add(
        sent.account(),
        kind,
        () ->
            new NewCall(
                sent.account(),
                kind,
                sent.id(),
                sent.contentId(),
                event.reported(),
                Payloads.facts(event)));
  }

  /**
   * A message has come. What was refused and is only kept to be looked at, and reports of other
   * servers, are not told.
   */
  public void add(MessageDelivered event) {
    event.path().submitter().ifPresent(account -> delivered(account, event));
    if (!queue.listens(event.account(), HookEvent.INCOMING)
        || Filings.isRefused(event.note())
        || reports.isFor(event.path().recipients())) {
      return;
    }
    queue.add(
        event.account(),
        HookEvent.INCOMING,
        () ->
            new NewCall(
                event.account(),
                HookEvent.INCOMING,
                0,
                event.contentId(),
                false,
                Payloads.facts(
                    event.deliveryId(),
                    event.path().recipients().stream()
                        .findFirst()
                        .map(Address::toString)
                        .orElse(""),
                    event.mailboxes().stream().min(Comparator.naturalOrder()).orElse(0L))));
  }

  /** For the account that has sent it, it has arrived. */
  private void delivered(long submitter, MessageDelivered event) {
    event
        .path()
        .arrived()
        .forEach(
            recipient ->
                queue.add(
                    submitter,
                    HookEvent.DELIVERED,
                    () -> {
                      long id = QueueNumber.of(event.deliveryId(), recipient);
                      return new NewCall(
                          submitter,
                          HookEvent.DELIVERED,
                          id,
                          event.contentId(),
                          false,
                          Payloads.facts(id, recipient, event.path().extra()));
                    }));
  }
}
