package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.Filing.Place;

/** The rows of what is remembered of senders; each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class HistoryRows {
  /** So many rows are looked at, or forgotten, at a time. */
  static final int PORTION = 500;

  private static final String HISTORY =
      "SELECT kind, signal, messages FROM sender_history"
          + " WHERE account_id = ?1 AND mailbox_id = ?2 AND kind = ?";

  @PersistenceContext EntityManager entities;

  /**
   * A message that has come.
   *
   * @param mailbox for which it was meant
   */
  public record Arrived(long mailbox, Instant received, Place place, ArrivalNote note) {}

  /** What is remembered of some signals, by one query that reads the key of each. */
  public Map<Signal, SignalHistory> histories(
      long account, long mailbox, Collection<Signal> signals) {
    Map<Signal, SignalHistory> found = new HashMap<>();
    if (signals.isEmpty()) {
      return found;
    }
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < signals.size(); i++) {
      sql.append(i == 0 ? "" : " UNION ALL ").append(HISTORY).append(3 + 2 * i);
      sql.append(" AND signal = ?").append(4 + 2 * i);
    }
    Query query =
        entities
            .createNativeQuery(sql.toString())
            .setParameter(1, account)
            .setParameter(2, mailbox);
    int at = 3;
    for (Signal each : signals) {
      query.setParameter(at++, each.kind().code()).setParameter(at++, each.key());
    }
    for (Object each : query.getResultList()) {
      Object[] row = (Object[]) each;
      int kind = ((Number) row[0]).intValue();
      long key = ((Number) row[1]).longValue();
      SignalHistory history = SignalHistory.read((byte[]) row[2]);
      signals.stream()
          .filter(signal -> signal.kind().code() == kind && signal.key() == key)
          .forEach(signal -> found.put(signal, history));
    }
    return found;
  }

  private static String places(int first, int count) {
    StringBuilder places = new StringBuilder("(");
    for (int i = 0; i < count; i++) {
      places.append(i == 0 ? "?" : ", ?").append(first + i);
    }
    return places.append(')').toString();
  }

  /** Writes what is remembered of a signal. */
  public void write(long account, long mailbox, Map<Signal, SignalHistory> histories) {
    histories.forEach((signal, history) -> write(account, mailbox, signal, history));
  }

  private void write(long account, long mailbox, Signal signal, SignalHistory history) {
    String where = " WHERE account_id = ?1 AND mailbox_id = ?2 AND kind = ?3 AND signal = ?4";
    if (history.isEmpty()) {
      key("DELETE FROM sender_history" + where, account, mailbox, signal).executeUpdate();
      return;
    }
    int changed =
        key(
                "UPDATE sender_history SET latest = ?5, messages = ?6" + where,
                account,
                mailbox,
                signal)
            .setParameter(5, history.latest().getEpochSecond())
            .setParameter(6, history.octets())
            .executeUpdate();
    if (changed == 0) {
      key(
              "INSERT INTO sender_history (account_id, mailbox_id, kind, signal, latest, messages)"
                  + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
              account,
              mailbox,
              signal)
          .setParameter(5, history.latest().getEpochSecond())
          .setParameter(6, history.octets())
          .executeUpdate();
    }
  }

  private Query key(String sql, long account, long mailbox, Signal signal) {
    return entities
        .createNativeQuery(sql)
        .setParameter(1, account)
        .setParameter(2, mailbox)
        .setParameter(3, signal.kind().code())
        .setParameter(4, signal.key());
  }

  /** Of some to whom an account has written: when it last did. */
  public Map<Long, Instant> writtenTo(long account, Collection<Long> whom) {
    Query query =
        entities
            .createNativeQuery(
                "SELECT whom, written_at FROM correspondent WHERE account_id = ?1 AND whom IN "
                    + places(2, whom.size()))
            .setParameter(1, account);
    int at = 2;
    for (long each : whom) {
      query.setParameter(at++, each);
    }
    Map<Long, Instant> known = new HashMap<>();
    for (Object each : query.getResultList()) {
      Object[] row = (Object[]) each;
      known.put(
          ((Number) row[0]).longValue(), Instant.ofEpochSecond(((Number) row[1]).longValue()));
    }
    return known;
  }

  /** Notes that an account has written to some. */
  public void wrote(long account, Collection<Long> whom, Instant now) {
    for (long each : whom) {
      int known =
          entities
              .createNativeQuery(
                  "UPDATE correspondent SET written_at = ?3 WHERE account_id = ?1 AND whom = ?2")
              .setParameter(1, account)
              .setParameter(2, each)
              .setParameter(3, now.getEpochSecond())
              .executeUpdate();
      if (known == 0) {
        entities
            .createNativeQuery(
                "INSERT INTO correspondent (account_id, whom, written_at) VALUES (?1, ?2, ?3)")
            .setParameter(1, account)
            .setParameter(2, each)
            .setParameter(3, now.getEpochSecond())
            .executeUpdate();
      }
    }
  }

  /** A message as it came; empty where nothing is known of its sender. */
  public Optional<Arrived> arrival(long account, long content) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT mailbox_id, received_at, filed, facts FROM arrival"
                    + " WHERE account_id = ?1 AND content_id = ?2")
            .setParameter(1, account)
            .setParameter(2, content)
            .getResultList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Object[] row = (Object[]) rows.get(0);
    return ArrivalNote.read(row[3].toString())
        .map(
            note ->
                new Arrived(
                    ((Number) row[0]).longValue(),
                    Instant.ofEpochSecond(((Number) row[1]).longValue()),
                    Place.of(((Number) row[2]).intValue()),
                    note));
  }

  /**
   * Those messages of some that we have put apart when they came.
   *
   * @param junk only those put to the junk; else also those among the rejects
   */
  public Set<Long> filedApart(long account, Collection<Long> contents, boolean junk) {
    Set<Long> found = new HashSet<>();
    if (contents.isEmpty()) {
      return found;
    }
    Query query =
        entities
            .createNativeQuery(
                "SELECT content_id FROM arrival WHERE account_id = ?1 AND filed BETWEEN ?2 AND ?3"
                    + " AND content_id IN "
                    + places(4, contents.size()))
            .setParameter(1, account)
            .setParameter(2, junk ? Place.JUNK.code() : Place.REJECTS.code())
            .setParameter(3, Place.JUNK.code());
    int at = 4;
    for (long each : contents) {
      query.setParameter(at++, each);
    }
    for (Object each : query.getResultList()) {
      found.add(((Number) each).longValue());
    }
    return found;
  }

  /** The messages of an account with a Message-ID that lie among the rejects. */
  public List<Long> rejected(long account, long messageDigest) {
    List<Long> contents = new ArrayList<>();
    for (Object each :
        entities
            .createNativeQuery(
                "SELECT content_id FROM arrival WHERE account_id = ?1 AND message_digest = ?2"
                    + " AND filed = ?3")
            .setParameter(1, account)
            .setParameter(2, messageDigest)
            .setParameter(3, Place.REJECTS.code())
            .getResultList()) {
      contents.add(((Number) each).longValue());
    }
    return contents;
  }

  /** Messages among the rejects that have come before then: account and content. */
  public List<long[]> rejectedBefore(Instant before) {
    List<long[]> found = new ArrayList<>();
    for (Object each :
        entities
            .createNativeQuery(
                "SELECT account_id, content_id FROM arrival WHERE received_at < ?1"
                    + " AND filed = ?2 ORDER BY received_at")
            .setParameter(1, before.getEpochSecond())
            .setParameter(2, Place.REJECTS.code())
            .setMaxResults(PORTION)
            .getResultList()) {
      Object[] row = (Object[]) each;
      found.add(new long[] {((Number) row[0]).longValue(), ((Number) row[1]).longValue()});
    }
    return found;
  }

  /**
   * Forgets that a message lies among the rejects; and that it has come, unless its user has said
   * something of it, which may be unlearnt.
   */
  public void forget(long account, long content) {
    String rejected = " WHERE account_id = ?1 AND content_id = ?2 AND filed = ?3";
    String judged =
        "EXISTS (SELECT 1 FROM judged_message j WHERE j.account_id = arrival.account_id"
            + " AND j.content_id = arrival.content_id)";
    entities
        .createNativeQuery("DELETE FROM arrival" + rejected + " AND NOT " + judged)
        .setParameter(1, account)
        .setParameter(2, content)
        .setParameter(3, Place.REJECTS.code())
        .executeUpdate();
    entities
        .createNativeQuery("UPDATE arrival SET filed = ?4" + rejected)
        .setParameter(1, account)
        .setParameter(2, content)
        .setParameter(3, Place.REJECTS.code())
        .setParameter(4, Place.MAILBOX.code())
        .executeUpdate();
  }

  /** Forgets a portion of what is older; whether there may be more. */
  public boolean prune(Instant arrivals, Instant histories, Instant correspondents) {
    int most =
        Math.max(
            Math.max(
                prune("arrival", "received_at", arrivals),
                prune("sender_history", "latest", histories)),
            prune("correspondent", "written_at", correspondents));
    return most >= PORTION;
  }

  private int prune(String table, String column, Instant before) {
    List<?> times =
        entities
            .createNativeQuery(
                "SELECT "
                    + column
                    + " FROM "
                    + table
                    + " WHERE "
                    + column
                    + " < ?1 ORDER BY "
                    + column)
            .setParameter(1, before.getEpochSecond())
            .setMaxResults(PORTION)
            .getResultList();
    if (times.isEmpty()) {
      return 0;
    }
    return entities
        .createNativeQuery("DELETE FROM " + table + " WHERE " + column + " <= ?1")
        .setParameter(1, ((Number) times.get(times.size() - 1)).longValue())
        .executeUpdate();
  }
}
