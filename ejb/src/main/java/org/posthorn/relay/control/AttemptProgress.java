package org.posthorn.relay.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/** What one attempt has brought so far, over all hosts that were tried. */
final class AttemptProgress {
  private final List<RecipientOutcome> results = new ArrayList<>();
  private final Map<Address, RecipientOutcome> putOff = new LinkedHashMap<>();
  private OutgoingMail remaining;
  private Optional<RecipientOutcome> failure = Optional.empty();

  AttemptProgress(OutgoingMail mail) {
    remaining = mail;
  }

  /** The mail for those whose fate is open. */
  OutgoingMail remainingMail() {
    return remaining;
  }

  /** Whether no one's fate is open. */
  boolean done() {
    return remaining.recipients().isEmpty();
  }

  /** Whether something came of it that another attempt would not find out at once. */
  boolean begun() {
    return !results.isEmpty()
        || !putOff.isEmpty()
        || failure.map(f -> f.result().outcome() == Outcome.DEFERRED).orElse(false);
  }

  /**
   * Takes what a session brought. Those whom the host has put off may still be taken by the next
   * one (RFC 5321 §5.1); where no reply came to the content, the host may have them.
   */
  void add(ClientSession session, String host) {
    Set<Address> settled = new HashSet<>();
    for (RecipientResult result : session.results()) {
      RecipientOutcome outcome = new RecipientOutcome(result, host);
      boolean open = result.outcome() == Outcome.DEFERRED && !session.contentUnanswered();
      if (open) {
        putOff.put(result.recipient(), outcome);
      } else {
        settled.add(result.recipient());
        putOff.remove(result.recipient());
        results.add(outcome);
      }
    }
    session.hostFailure().ifPresent(reason -> failed(new RecipientOutcome(reason, host)));
    remaining =
        remaining.only(
            remaining.recipients().stream().filter(each -> !settled.contains(each)).toList());
  }

  /** A host could not even be asked. */
  void failed(String host, String status, String text) {
    if (!done()) {
      Outcome outcome = status.startsWith("5") ? Outcome.FAILED : Outcome.DEFERRED;
      Address any = remaining.recipients().get(0);
      failed(new RecipientOutcome(new RecipientResult(any, outcome, 0, status, text), host));
    }
  }

  // One host that may work later outweighs others that never will.
  private void failed(RecipientOutcome reason) {
    boolean deferred = reason.result().outcome() == Outcome.DEFERRED;
    if (deferred || failure.map(f -> f.result().outcome() == Outcome.FAILED).orElse(true)) {
      failure = Optional.of(reason);
    }
  }

  /** The fate of each recipient; who is left shares the reason for which hosts failed. */
  List<RecipientOutcome> end() {
    for (Address each : remaining.recipients()) {
      RecipientOutcome said = putOff.get(each);
      if (said != null) {
        results.add(said);
        continue;
      }
      results.add(
          failure
              .map(f -> new RecipientOutcome(about(each, f.result()), f.host()))
              .orElseGet(() -> new RecipientOutcome(unknown(each), "")));
    }
    remaining = remaining.only(List.of());
    return List.copyOf(results);
  }

  private static RecipientResult about(Address recipient, RecipientResult host) {
    return new RecipientResult(recipient, host.outcome(), host.code(), host.status(), host.text());
  }

  private static RecipientResult unknown(Address recipient) {
    return new RecipientResult(
        recipient, Outcome.DEFERRED, 0, "4.4.7", "The attempt ended before its turn");
  }
}
