package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.trace.boundary.MailEvent;
import org.posthorn.trace.boundary.MailLog;

/**
 * Writes down for the operator what an attempt brought: {@code relayed}, {@code deferred} or {@code
 * bounced}, one line for the recipients who got the same answer.
 */
@ApplicationScoped
public class RelayLog {
  private static final System.Logger LOG = System.getLogger(RelayLog.class.getName());

  @Inject MailLog log;

  /** What was settled; fewer rows than there are settlements when the claim was over before. */
  void settled(Destination group, AttemptEvaluation judgement, int settled) {
    Map<List<Object>, List<AttemptResult>> alike =
        judgement.settlements().stream()
            .collect(
                Collectors.groupingBy(
                    each ->
                        List.of(
                            each.outcome(),
                            each.parcel().envelope().sender().isPresent(),
                            each.parcel().attempts(),
                            each.result().host(),
                            each.result().text()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    alike.values().forEach(same -> write(group, same));
    if (settled < judgement.settlements().size()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=relay-claim-lost id={0} domain={1} rows={2}",
          group.delivery(),
          group.domain(),
          judgement.settlements().size() - settled);
    }
  }

  private void write(Destination group, List<AttemptResult> same) {
    AttemptResult first = same.get(0);
    List<Address> to = same.stream().map(each -> each.parcel().address()).toList();
    MailEvent event =
        log.event(name(first.outcome()), group.delivery())
            .from(first.parcel().envelope().sender())
            .to(to)
            .size(first.parcel().size())
            .with("host", first.result().host())
            .with("status", first.result().status())
            .with("reply", first.result().text())
            .with("attempt", first.parcel().attempts() + 1L);
    same.stream()
        .flatMap(each -> each.next().stream())
        .min(java.util.Comparator.naturalOrder())
        .ifPresent(next -> event.with("next", next.toString()));
    if (first.outcome() == Outcome.FAILED) {
      event.with("told", first.parcel().envelope().sender().isPresent() ? "sender" : "nobody");
    }
    event.write();
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case DELIVERED -> "relayed";
      case DEFERRED -> "deferred";
      case FAILED -> "bounced";
    };
  }
}
