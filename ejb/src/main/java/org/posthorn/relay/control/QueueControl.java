package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.events.boundary.Observers;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientSettled;
import org.posthorn.relay.entity.HoldRule;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.State;
import org.posthorn.relay.value.HoldRuleEntry;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueOrder;

/** What administrators see and do of the rows of the outgoing queue; each call a transaction. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class QueueControl {
  private static final List<State> OPEN = List.of(State.WAITING, State.BOUNCING, State.REPORTING);
  private static final List<State> RETIRED = List.of(State.DELIVERED, State.FAILED);
  private static final int PORTION = 500;

  @Inject RelayEnvironment environment;
  @Inject Observers observers;
  @PersistenceContext EntityManager entities;

  /** Where the page before has ended. */
  public record Position(long key, long id) {}

  /**
   * A page of the queue, or of what has left it.
   *
   * @param retired whether those are meant that were delivered or given up
   */
  public List<QueueEntry> list(
      boolean retired, QueueFilter filter, QueueOrder order, Optional<Position> after, int limit) {
    List<QueueEntry> found = new ArrayList<>();
    for (State state : retired ? RETIRED : OPEN) { // each has its index; a union has none
      page(state, filter, order, after, limit).forEach(row -> found.add(entry(row)));
    }
    Comparator<QueueEntry> ascending =
        Comparator.comparingLong(order::key).thenComparing(QueueEntry::id);
    found.sort(order.ascending() ? ascending : ascending.reversed());
    return List.copyOf(found.subList(0, Math.min(found.size(), limit)));
  }

  private List<OutgoingMessage> page(
      State state, QueueFilter filter, QueueOrder order, Optional<Position> after, int limit) {
    String beyond = order.ascending() ? ">" : "<";
    String direction = order.ascending() ? " asc" : " desc";
    QueueConditions conditions = QueueConditions.of(filter).add("m.state = :state", "state", state);
    String key = order.column();
    after.ifPresent(
        position -> {
          conditions.add(key + " " + beyond + "= :key", "key", position.key());
          conditions.add(
              "(" + key + " " + beyond + " :key or m.id " + beyond + " :last)",
              "last",
              position.id());
        });
    TypedQuery<OutgoingMessage> query =
        entities.createQuery(
            "select m from OutgoingMessage m where 1 = 1"
                + conditions.text()
                + (" order by " + key + direction + ", m.id" + direction),
            OutgoingMessage.class);
    return conditions.bind(query).setMaxResults(limit).getResultList();
  }

  /** One of them, open or retired. */
  public Optional<QueueEntry> find(long id) {
    return Optional.ofNullable(entities.find(OutgoingMessage.class, id)).map(QueueControl::entry);
  }

  private static QueueEntry entry(OutgoingMessage row) {
    return new QueueEntry(
        row.id(),
        row.deliveryId(),
        row.contentId(),
        row.size(),
        row.envelope(),
        row.account(),
        row.state().name().toLowerCase(Locale.ROOT),
        row.held(),
        row.claimed(),
        row.created(),
        row.nextAttempt(),
        row.attempts(),
        row.results().stream()
            .map(
                each ->
                    new QueueEntry.Attempt(
                        each.at(), each.code(), each.status(), each.text(), each.host()))
            .toList());
  }

  /** What is done to a row. */
  public interface Change {
    void to(OutgoingMessage row, Instant now);
  }

  /**
   * What a portion of a change has done.
   *
   * @param changed how many rows it changed
   * @param due groups that have something to do now
   * @param last the id of the last row, behind which the next portion begins
   * @param end whether there is no other portion
   */
  public record Portion(int changed, Set<Destination> due, long last, boolean end) {}

  /**
   * Changes a portion of what waits and is not being sent, so that nobody else waits for a change
   * of the whole queue.
   *
   * @param after the id behind which it begins
   */
  public Portion change(QueueFilter filter, Change change, long after) {
    Instant now = environment.clock().instant();
    List<Long> ids = ids(filter, after);
    if (ids.isEmpty()) {
      return new Portion(0, Set.of(), after, true);
    }
    entities
        .createNamedQuery(OutgoingMessage.LOCK_WAITING)
        .setParameter("ids", ids)
        .executeUpdate();
    Set<Destination> due = new LinkedHashSet<>();
    List<OutgoingMessage> rows =
        entities
            .createNamedQuery(OutgoingMessage.WAITING_AMONG, OutgoingMessage.class)
            .setParameter("ids", ids)
            .getResultList();
    for (OutgoingMessage row : rows) {
      change.to(row, now);
      if (row.due(now)) {
        due.add(destination(row));
      }
      if (row.state() != State.WAITING) {
        observers.settled(() -> settled(row));
        Kind kind = row.state() == State.BOUNCING ? Kind.FAILED : Kind.CANCELED;
        progress().tell(kind, row, row.lastResult());
      }
    }
    entities.flush();
    long last = ids.get(ids.size() - 1);
    return new Portion(rows.size(), due, last, ids.size() < PORTION);
  }

  private List<Long> ids(QueueFilter filter, long after) {
    QueueConditions conditions = QueueConditions.of(filter).add("m.id > :after", "after", after);
    TypedQuery<Long> query =
        entities.createQuery(
            "select m.id from OutgoingMessage m"
                + " where m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
                + conditions.text()
                + " order by m.id",
            Long.class);
    return conditions.bind(query).setMaxResults(PORTION).getResultList();
  }

  /** How many messages wait, held ones apart; counts up to a number. */
  public int pending(QueueFilter filter, int most) {
    QueueConditions conditions = QueueConditions.of(filter).add("m.held = :held", "held", false);
    TypedQuery<String> query =
        entities.createQuery(
            "select distinct m.deliveryId from OutgoingMessage m"
                + " where m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
                + conditions.text(),
            String.class);
    return conditions.bind(query).setMaxResults(most).getResultList().size();
  }

  private static Destination destination(OutgoingMessage row) {
    String sender = row.envelope().sender().map(Object::toString).orElse("");
    return new Destination(row.deliveryId(), row.domain(), sender, row.priority());
  }

  private static RecipientSettled settled(OutgoingMessage row) {
    return new RecipientSettled(
        row.deliveryId(), row.recipient(), false, row.lastResult().status());
  }

  /** The rules by which new messages are held. */
  public List<HoldRuleEntry> rules() {
    return entities
        .createNamedQuery(HoldRule.ALL, HoldRule.class)
        .getResultStream()
        .map(QueueControl::entry)
        .toList();
  }

  private static HoldRuleEntry entry(HoldRule rule) {
    return new HoldRuleEntry(
        rule.id(), rule.account(), rule.senderDomain(), rule.recipientDomain(), rule.created());
  }

  /** Adds a rule for what comes. */
  public HoldRuleEntry addRule(
      Optional<Long> account, Optional<String> senderDomain, Optional<String> recipientDomain) {
    Instant now = environment.clock().instant();
    HoldRule rule = new HoldRule(account, senderDomain, recipientDomain, now);
    entities.persist(rule);
    entities.flush();
    return entry(rule);
  }

  /** Removes a rule; what is held stays held. Whether there was one. */
  public boolean removeRule(long id) {
    Optional<HoldRule> rule = Optional.ofNullable(entities.find(HoldRule.class, id));
    rule.ifPresent(entities::remove);
    return rule.isPresent();
  }

  private RowProgress progress() {
    return new RowProgress(observers);
  }
}
