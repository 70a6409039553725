package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthorn.events.boundary.Observers;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientSettled;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.relay.entity.HoldRule;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Payload;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.relay.entity.OutgoingMessage.State;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/** The rows of the outgoing queue. Each call is a transaction of its own, durable on return. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Outbox {
  private static final int MOST_OVERDUE = 10_000;
  private static final int PORTION = 500;
  private static final int FETCHED = 100;

  @Inject Observers observers;
  @Inject SuppressionRows suppressions;
  @PersistenceContext EntityManager entities;

  /**
   * Adds a row for each recipient who has none of this delivery yet.
   *
   * @return the groups of the delivery that have something to send
   */
  public Set<Destination> add(String delivery, Envelope envelope, Payload payload, Instant now) {
    Set<Address> known = new HashSet<>();
    Set<Destination> open = new LinkedHashSet<>();
    for (OutgoingMessage row : rows(delivery)) {
      known.add(row.recipient());
      if (row.state() == State.WAITING || row.state() == State.BOUNCING) {
        open.add(group(delivery, envelope, row.domain()));
      }
    }
    List<HoldRule> rules = entities.createNamedQuery(HoldRule.ALL, HoldRule.class).getResultList();
    Map<Address, String> suppressed =
        payload.account().map(id -> suppressions.among(id, envelope.addresses())).orElse(Map.of());
    for (Recipient recipient : envelope.recipients()) {
      if (known.add(recipient.address())) {
        Envelope own = envelope.to(List.of(recipient));
        boolean held =
            rules.stream()
                .anyMatch(
                    rule ->
                        rule.matches(payload.account(), envelope.sender(), recipient.address()));
        OutgoingMessage row = new OutgoingMessage(delivery, own, payload, held, now);
        Optional<String> why = Optional.ofNullable(suppressed.get(recipient.address()));
        why.ifPresent(reason -> suppress(row, reason, now));
        entities.persist(row);
        why.ifPresent(reason -> progress().tell(Kind.SUPPRESSED, row, row.lastResult()));
        if (!held || why.isPresent()) {
          open.add(group(delivery, envelope, recipient.address().domain()));
        }
      }
    }
    entities.flush();
    return open;
  }

  private void suppress(OutgoingMessage row, String reason, Instant now) {
    String text = "The address is suppressed, because mail to it failed before: " + reason;
    Result result = new Result(now, 0, "5.7.1", text, ""); // RFC 3463 §3.8
    row.giveUp(result);
    observers.settled(
        () -> new RecipientSettled(row.deliveryId(), row.recipient(), false, result.status()));
  }

  private static Destination group(String delivery, Envelope envelope, String domain) {
    return new Destination(
        delivery, domain, text(envelope.sender()), envelope.handling().priority());
  }

  private static String text(Optional<Address> sender) {
    return sender.map(Address::toString).orElse("");
  }

  private List<OutgoingMessage> rows(String delivery) {
    return entities
        .createNamedQuery(OutgoingMessage.OF_DELIVERY, OutgoingMessage.class)
        .setParameter("delivery", delivery)
        .getResultList();
  }

  /**
   * Claims the due rows of a group: no one else gets them before the claim is settled or released.
   *
   * @param claim unique
   * @return the rows, none when nothing is due or somebody else has them
   */
  public List<QueuedRecipient> claim(Destination group, String claim, Instant now) {
    int claimed =
        entities
            .createNamedQuery(OutgoingMessage.CLAIM)
            .setParameter("claim", claim)
            .setParameter("until", Claims.OPEN)
            .setParameter("delivery", group.delivery())
            .setParameter("domain", group.domain())
            .setParameter("now", now.toEpochMilli())
            .executeUpdate();
    return claimed == 0 ? List.of() : claimed(claim).stream().map(QueuedRecipient::of).toList();
  }

  /**
   * Rows that wait for some domains, whether their next attempt is due or not: those first whose
   * last attempt is longest ago, so that none that ends each connection keeps the others back. What
   * is held stays.
   *
   * @param domains at least one, in Unicode form
   * @param after where the look before has ended
   */
  List<QueuedRecipient> waiting(
      Collection<String> domains, FetchProgress.PageEnd after, Instant now) {
    return entities
        .createNamedQuery(OutgoingMessage.WAITING_FOR, OutgoingMessage.class)
        .setParameter("domains", domains)
        .setParameter("attempt", after.attempt())
        .setParameter("after", after.id())
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(FETCHED)
        .getResultStream()
        .map(QueuedRecipient::of)
        .toList();
  }

  /** Claims the waiting rows of the group that one is of; none when somebody else has them. */
  List<QueuedRecipient> claimWaiting(QueuedRecipient any, String claim, Instant now) {
    int claimed =
        entities
            .createNamedQuery(OutgoingMessage.CLAIM_WAITING)
            .setParameter("claim", claim)
            .setParameter("until", Claims.OPEN)
            .setParameter("delivery", any.delivery())
            .setParameter("domain", any.address().domain())
            .setParameter("now", now.toEpochMilli())
            .executeUpdate();
    return claimed == 0 ? List.of() : claimed(claim).stream().map(QueuedRecipient::of).toList();
  }

  private List<OutgoingMessage> claimed(String claim) {
    return entities
        .createNamedQuery(OutgoingMessage.CLAIMED, OutgoingMessage.class)
        .setParameter("claim", claim)
        .getResultList();
  }

  /** When the next row of a group is due that nobody has claimed. */
  public Optional<Instant> next(Destination group, Instant now) {
    List<Long> next =
        entities
            .createNamedQuery(OutgoingMessage.NEXT, Long.class)
            .setParameter("delivery", group.delivery())
            .setParameter("domain", group.domain())
            .setParameter("now", now.toEpochMilli())
            .getResultList();
    return next.stream().filter(due -> due != null).findFirst().map(Instant::ofEpochMilli);
  }

  /**
   * Writes down what an attempt brought. Rows of which the sender is to be told stay claimed until
   * {@link #told}.
   *
   * @return how many rows were settled: fewer than given when the claim was over before
   */
  int settle(String claim, List<AttemptResult> settlements) {
    Map<Long, OutgoingMessage> rows = new HashMap<>();
    claimed(claim).forEach(row -> rows.put(row.id(), row));
    int settled = 0;
    for (AttemptResult settlement : settlements) {
      OutgoingMessage row = rows.get(settlement.parcel().id());
      if (row != null) {
        settlement.applyTo(row);
        fire(row, settlement);
        settled++;
      }
    }
    entities.flush();
    Set<Long> suppressing = learn(settlements);
    for (AttemptResult settlement : settlements) {
      OutgoingMessage row = rows.get(settlement.parcel().id());
      if (row != null) {
        tell(row, settlement, suppressing.contains(row.id()));
      }
    }
    return settled;
  }

  private void tell(OutgoingMessage row, AttemptResult settlement, boolean suppressing) {
    Result result = settlement.result();
    switch (settlement.outcome()) {
      case DELIVERED -> progress().tell(Kind.DELIVERED, row, result);
      case DEFERRED -> {
        if (settlement.late()) {
          progress().tell(Kind.DELAYED, row, result);
        }
      }
      case FAILED -> progress().failed(row, result, suppressing);
    }
  }

  /** Gives the rows because of which an address was suppressed. */
  private Set<Long> learn(List<AttemptResult> settlements) {
    Set<Long> suppressing = new HashSet<>();
    Map<Long, List<Address>> delivered = new HashMap<>();
    for (AttemptResult each : settlements) {
      Optional<Long> account = each.parcel().account();
      if (account.isPresent() && each.outcome() == Outcome.DELIVERED) {
        delivered
            .computeIfAbsent(account.get(), any -> new ArrayList<>())
            .add(each.parcel().address());
      } else if (account.isPresent() && each.outcome() == Outcome.FAILED) {
        if (suppressions.failed(account.get(), each.parcel().address(), each.result())) {
          suppressing.add(each.parcel().id());
        }
      }
    }
    delivered.forEach(suppressions::delivered);
    return suppressing;
  }

  /** Forgets what is known for accounts that are gone. */
  void purgeSuppressions() {
    suppressions.purge();
  }

  private void fire(OutgoingMessage row, AttemptResult settlement) {
    if (settlement.outcome() != Outcome.DEFERRED) {
      boolean delivered = settlement.outcome() == Outcome.DELIVERED;
      String status = settlement.result().status();
      observers.settled(
          () -> new RecipientSettled(row.deliveryId(), row.recipient(), delivered, status));
    }
  }

  /** Ends the rows of a claim of which the sender was to be told, and has been. */
  public void told(String claim) {
    claimed(claim).forEach(OutgoingMessage::told);
    entities.flush();
  }

  /** The claims that are held until a time. */
  List<String> claims(long until) {
    return entities
        .createNamedQuery(OutgoingMessage.CLAIMS, String.class)
        .setParameter("until", until)
        .getResultList();
  }

  /** Makes rows due that were planned after a moment that is still to come; tells how many. */
  int bringForward(Instant latest, Instant now) {
    return entities
        .createNamedQuery(OutgoingMessage.BRING_FORWARD)
        .setParameter("latest", latest.toEpochMilli())
        .setParameter("now", now.toEpochMilli())
        .executeUpdate();
  }

  /** Ends a claim of an attempt that nobody makes any more: its rows are overdue at once. */
  void releaseEnded(String claim) {
    entities
        .createNamedQuery(OutgoingMessage.RELEASE_ENDED)
        .setParameter("claim", claim)
        .executeUpdate();
  }

  /** Ends a claim without result. */
  public void release(String claim) {
    entities.createNamedQuery(OutgoingMessage.RELEASE).setParameter("claim", claim).executeUpdate();
  }

  /** No longer relies on the JMS queue for what was put there. */
  public void forgetAnnounced() {
    entities.createNamedQuery(OutgoingMessage.FORGET_ANNOUNCED).executeUpdate();
  }

  /**
   * Groups with rows that should have been sent and that nobody works on.
   *
   * @param due since when at least they are due
   * @param announced since when at least they are in the JMS queue
   */
  public List<Destination> overdue(Instant now, Instant due, Instant announced) {
    return entities
        .createNamedQuery(OutgoingMessage.OVERDUE, Object[].class)
        .setParameter("now", now.toEpochMilli())
        .setParameter("due", due.toEpochMilli())
        .setParameter("announced", announced.toEpochMilli())
        .setMaxResults(MOST_OVERDUE)
        .getResultStream()
        .map(row -> group(row))
        .toList();
  }

  private static Destination group(Object[] row) {
    return new Destination(
        (String) row[0],
        (String) row[1],
        text(Optional.ofNullable((Address) row[2])),
        ((Number) row[3]).intValue());
  }

  /** Remembers that a group is in the JMS queue. */
  public void announced(Destination group, Instant now) {
    entities
        .createNamedQuery(OutgoingMessage.ANNOUNCED)
        .setParameter("delivery", group.delivery())
        .setParameter("domain", group.domain())
        .setParameter("now", now.toEpochMilli())
        .executeUpdate();
  }

  /** Whether rows were done before a moment. */
  boolean hasDone(Instant before) {
    return Stream.of(State.DELIVERED, State.FAILED)
        .anyMatch(
            state ->
                !entities
                    .createNamedQuery(OutgoingMessage.DONE, Object[].class)
                    .setParameter("state", state)
                    .setParameter("before", before.toEpochMilli())
                    .setMaxResults(1)
                    .getResultList()
                    .isEmpty());
  }

  /**
   * Deletes a portion of the rows that were done before a moment.
   *
   * @param state in which they ended
   * @param needed deliveries that may come again; their rows stay
   * @param after so many rows that stay, seen in earlier portions
   */
  Purged purge(State state, Instant before, Set<String> needed, int after) {
    List<Object[]> done =
        entities
            .createNamedQuery(OutgoingMessage.DONE, Object[].class)
            .setParameter("state", state)
            .setParameter("before", before.toEpochMilli())
            .setFirstResult(after)
            .setMaxResults(PORTION)
            .getResultList();
    List<Long> ids =
        done.stream().filter(row -> !needed.contains(row[1])).map(row -> (Long) row[0]).toList();
    if (!ids.isEmpty()) {
      entities.createNamedQuery(OutgoingMessage.PURGE).setParameter("ids", ids).executeUpdate();
    }
    return new Purged(done.size() - ids.size(), done.size() < PORTION);
  }

  /**
   * What a portion brought.
   *
   * @param kept rows that stay
   * @param last whether there are no more
   */
  record Purged(int kept, boolean last) {}

  private RowProgress progress() {
    return new RowProgress(observers);
  }
}
