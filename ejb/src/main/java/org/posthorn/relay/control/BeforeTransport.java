package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Recipient;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.spool.boundary.Spool;

/**
 * Settles, before another server is asked, what needs none: recipients of ours, whose message was
 * kept back (RFC 4865), and those for whom it has become too late (RFC 2852).
 */
@ApplicationScoped
public class BeforeTransport {
  private static final String MARK = "h";

  @Inject Routing routing;
  @Inject Spool spool;
  @Inject ContentStore contents;
  @Inject RelayEnvironment environment;

  /**
   * Settles what it can.
   *
   * @param settled gets what became of them
   * @return the others
   */
  List<QueuedRecipient> remaining(List<QueuedRecipient> due, List<RecipientOutcome> settled) {
    Instant now = environment.clock().instant();
    List<QueuedRecipient> away = new ArrayList<>();
    List<QueuedRecipient> home = new ArrayList<>();
    for (QueuedRecipient each : due) {
      if (tooLate(each, now)) {
        settled.add(outcome(each, Outcome.FAILED, "5.4.7", "The time to deliver it by has passed"));
      } else if (routing.route(each.address()) instanceof Route.Remote) {
        away.add(each);
      } else {
        home.add(each);
      }
    }
    if (!home.isEmpty()) {
      handOver(home);
      home.forEach(each -> settled.add(delivered(each)));
    }
    return away;
  }

  // RFC 2852 §4.1.4: by-mode R
  private static boolean tooLate(QueuedRecipient each, Instant now) {
    return each.envelope()
        .handling()
        .deadline()
        .filter(Deadline::orReturned)
        .filter(by -> by.passed(now))
        .isPresent();
  }

  /** Again with the same recipients, they still get it once. */
  private void handOver(List<QueuedRecipient> home) {
    QueuedRecipient any = home.get(0);
    List<Recipient> recipients = home.stream().map(QueuedRecipient::recipient).toList();
    Envelope envelope = any.envelope().to(recipients).with(any.envelope().handling().released());
    String id = Bounces.id(any.delivery(), envelope.addresses(), MARK);
    spool.put(id, envelope, contents.content(any.contentId()));
  }

  private static RecipientOutcome delivered(QueuedRecipient each) {
    String text = "Given to the mailboxes of this host";
    return new RecipientOutcome(
        new RecipientResult(each.address(), Outcome.DELIVERED, 0, "2.0.0", text, true), "");
  }

  private static RecipientOutcome outcome(
      QueuedRecipient each, Outcome outcome, String status, String text) {
    return new RecipientOutcome(new RecipientResult(each.address(), outcome, 0, status, text), "");
  }
}
