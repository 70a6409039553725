package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  private static final String WAITING =
      " where m.state = org.posthorn.relay.entity.OutgoingMessage.State.WAITING"
          + " and m.claim is null";

  /** So many groups are told of a change at once; the others are found by the recovery. */
  private static final int TOLD = 1000;

  @Inject RelayEnvironment environment;
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

  /**
   * What a change has done.
   *
   * @param rows how many rows it changed
   * @param groups some of those that have something to do now
   */
  public record Changed(int rows, Set<Destination> groups) {}

  /** Makes the next attempt be made now; what is held stays held. */
  public Changed retry(QueueFilter filter) {
    return due(filter, "m.nextAttempt = :now", now());
  }

  /** Puts the next attempt off. */
  public Changed postpone(QueueFilter filter, Duration by) {
    return new Changed(
        update(filter, "m.nextAttempt = m.nextAttempt + :by, m.announced = 0", by.toMillis(), "by"),
        Set.of());
  }

  /** Keeps it until it is released. */
  public Changed hold(QueueFilter filter) {
    return new Changed(update(filter, "m.held = :held", true, "held"), Set.of());
  }

  /** Lets go on what was held. */
  public Changed release(QueueFilter filter) {
    Set<Destination> groups = groups(filter, " and m.held = true");
    return new Changed(
        update(filter, "m.held = :released, m.announced = 0", false, "released"), groups);
  }

  /** Gives up; the sender is told. */
  public Changed fail(QueueFilter filter) {
    return due(
        filter,
        "m.nextAttempt = :now, m.held = false, m.lastAttempt = :now, m.lastCode = 0,"
            + " m.lastStatus = '5.7.1', m.lastHost = '',"
            + " m.lastText = 'An administrator has ended the attempts to deliver it',"
            + " m.attempts = m.attempts + 1,"
            + " m.state = org.posthorn.relay.entity.OutgoingMessage.State.BOUNCING",
        now());
  }

  /** Gives up; nobody is told. */
  public Changed drop(QueueFilter filter) {
    int rows =
        update(
            filter,
            "m.nextAttempt = :now, m.held = false, m.lastAttempt = :now, m.lastCode = 0,"
                + " m.lastStatus = '5.7.1', m.lastHost = '',"
                + " m.lastText = 'An administrator has removed it',"
                + " m.state = org.posthorn.relay.entity.OutgoingMessage.State.FAILED",
            now(),
            "now");
    return new Changed(rows, Set.of());
  }

  private long now() {
    return environment.clock().instant().toEpochMilli();
  }

  private Changed due(QueueFilter filter, String change, long now) {
    Set<Destination> groups = groups(filter, "");
    return new Changed(update(filter, change + ", m.announced = 0", now, "now"), groups);
  }

  private int update(QueueFilter filter, String change, Object value, String name) {
    QueueConditions conditions = QueueConditions.of(filter);
    Query query =
        entities.createQuery(
            "update OutgoingMessage m set " + change + WAITING + conditions.text());
    return conditions.bind(query).setParameter(name, value).executeUpdate();
  }

  private Set<Destination> groups(QueueFilter filter, String condition) {
    QueueConditions conditions = QueueConditions.of(filter);
    TypedQuery<OutgoingMessage> query =
        entities.createQuery(
            "select m from OutgoingMessage m" + WAITING + condition + conditions.text(),
            OutgoingMessage.class);
    Set<Destination> groups = new LinkedHashSet<>();
    for (OutgoingMessage row : conditions.bind(query).setMaxResults(TOLD).getResultList()) {
      String sender = row.envelope().sender().map(Object::toString).orElse("");
      groups.add(new Destination(row.deliveryId(), row.domain(), sender));
    }
    return groups;
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

  /** Adds a rule, and holds what is in the queue already. */
  public HoldRuleEntry addRule(
      Optional<Long> account, Optional<String> senderDomain, Optional<String> recipientDomain) {
    Instant now = environment.clock().instant();
    HoldRule rule = new HoldRule(account, senderDomain, recipientDomain, now);
    entities.persist(rule);
    entities.flush();
    hold(
        new QueueFilter(
            List.of(),
            account,
            Optional.empty(),
            Optional.empty(),
            senderDomain,
            recipientDomain,
            Optional.empty(),
            QueueFilter.Span.ANY,
            QueueFilter.Span.ANY));
    return entry(rule);
  }

  /** Removes a rule; what is held stays held. Whether there was one. */
  public boolean removeRule(long id) {
    Optional<HoldRule> rule = Optional.ofNullable(entities.find(HoldRule.class, id));
    rule.ifPresent(entities::remove);
    return rule.isPresent();
  }
}
