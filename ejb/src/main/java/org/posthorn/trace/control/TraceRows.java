package org.posthorn.trace.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.posthorn.trace.value.TraceEntry;
import org.posthorn.trace.value.TraceFilter;
import org.posthorn.trace.value.TraceFilter.Column;
import org.posthorn.trace.value.TraceKeys;

/**
 * The rows of the trace. Each call is a transaction of its own. Plain SQL: entities would cost
 * several times as much for each row, and nothing is ever changed.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class TraceRows {
  private static final String INSERT =
      "insert into message_trace (id, order_key, session_key, client_key, sender_key,"
          + " sender_domain_key, recipient_key, recipient_domain_key, message_id_key, entry)"
          + " values (?,?,?,?,?,?,?,?,?,?)";
  private static final int PORTION = 1_000; // nobody else is to wait long for the one writer
  private static final int MOST_ORDERS = 100;

  @PersistenceContext EntityManager entities;

  /**
   * Writes some rows.
   *
   * @param keys one for each
   */
  void insert(List<TraceRow> rows, long[] keys) {
    Connection connection = entities.unwrap(Connection.class);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int row = 0; row < keys.length; row++) {
        insert.setLong(1, keys[row]);
        int column = 2;
        for (long key : rows.get(row).keys()) {
          insert.setLong(column++, key);
        }
        insert.setString(column, rows.get(row).text());
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("the trace is not written", e);
    }
  }

  /**
   * Some entries, newest first.
   *
   * @param after the key of the last one that is known; those before it are given
   */
  public List<TraceEntry> find(TraceFilter filter, long after, int most) {
    Map<Column, List<Long>> wanted = new EnumMap<>(Column.class);
    filter.equal().forEach((column, value) -> wanted.put(column, List.of(TraceRow.key(value))));
    List<Long> messageId = wanted.remove(Column.MESSAGE_ID);
    if (messageId != null && !wanted.containsKey(Column.ORDER)) {
      List<Long> orders = orders(messageId.get(0)); // later steps do not know the Message-ID
      if (orders.isEmpty()) {
        return List.of();
      }
      wanted.put(Column.ORDER, orders);
    }
    return select(wanted, first(filter), before(filter, after), most);
  }

  private static long first(TraceFilter filter) {
    return filter.from().map(TraceKeys::first).orElse(0L);
  }

  private static long before(TraceFilter filter, long after) {
    return Math.min(after, filter.before().map(TraceKeys::first).orElse(Long.MAX_VALUE));
  }

  private List<Long> orders(long messageId) {
    List<?> found =
        entities
            .createNativeQuery(
                "select distinct order_key from message_trace where message_id_key = ?1"
                    + " and order_key <> 0 limit "
                    + MOST_ORDERS)
            .setParameter(1, messageId)
            .getResultList();
    return found.stream().map(key -> ((Number) key).longValue()).toList();
  }

  // limits stand in the text, and an index is named by the order, or all rows would be sorted
  private List<TraceEntry> select(
      Map<Column, List<Long>> wanted, long first, long before, int most) {
    StringBuilder sql = new StringBuilder("select id, entry from message_trace where ");
    StringBuilder order = new StringBuilder();
    wanted.forEach(
        (column, keys) -> {
          String name = column.column();
          if (keys.size() == 1) {
            sql.append(name).append(" = ").append(keys.get(0)).append(" and ");
            boolean indexed = column != Column.SESSION;
            order.append(indexed && order.isEmpty() ? name + " desc, " : "");
          } else {
            String any = keys.stream().map(String::valueOf).collect(Collectors.joining(","));
            sql.append(name).append(" in (").append(any).append(") and ");
          }
        });
    sql.append("id >= ").append(first).append(" and id < ").append(before);
    sql.append(" order by ").append(order).append("id desc limit ").append(most);
    List<?> rows = entities.createNativeQuery(sql.toString()).getResultList();
    return rows.stream().map(row -> entry((Object[]) row)).toList();
  }

  private static TraceEntry entry(Object[] row) {
    return EntryText.read(((Number) row[0]).longValue(), (String) row[1]);
  }

  /** How many there are. */
  public long count() {
    return ((Number)
            entities.createNativeQuery("select count(*) from message_trace").getSingleResult())
        .longValue();
  }

  /** Forgets a portion of what is older; whether there may be more. */
  public boolean forget(Instant before) {
    return forget(TraceKeys.first(before), PORTION) == PORTION;
  }

  /**
   * Forgets a portion of the oldest.
   *
   * @param most how many at most
   * @return how many have gone; 0 when there was none
   */
  public int forgetOldest(long most) {
    return forget(Long.MAX_VALUE, (int) Math.min(most, PORTION));
  }

  private int forget(long before, int most) {
    List<?> oldest =
        entities
            .createNativeQuery(
                "select id from message_trace where id < ?1 order by id limit " + most)
            .setParameter(1, before)
            .getResultList();
    if (!oldest.isEmpty()) {
      entities
          .createNativeQuery("delete from message_trace where id <= ?1")
          .setParameter(1, oldest.get(oldest.size() - 1))
          .executeUpdate();
    }
    return oldest.size();
  }
}
