package org.posthorn.junk.control;

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
import java.util.List;
import java.util.Map;
import org.posthorn.junk.control.CountsMemory.Learnt;
import org.posthorn.junk.value.JudgedMessage;
import org.posthorn.junk.value.WordSet;

/** The rows of messages of which users have said what they are; a transaction for each call. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JudgedRows {
  /** So many rows are given at a time. */
  public static final int PORTION = 500;

  @PersistenceContext EntityManager entities;

  /** What was said of messages, by their contents. */
  public Map<Long, JudgedMessage> among(long account, Collection<Long> contents) {
    StringBuilder places = new StringBuilder("?2");
    for (int i = 1; i < contents.size(); i++) {
      places.append(", ?").append(i + 2);
    }
    Query query =
        entities
            .createNativeQuery(
                "SELECT content_id, junk, mailbox_id, uid FROM judged_message"
                    + " WHERE account_id = ?1 AND content_id IN ("
                    + places
                    + ")")
            .setParameter(1, account);
    int at = 2;
    for (long each : contents) {
      query.setParameter(at++, each);
    }
    Map<Long, JudgedMessage> found = new HashMap<>();
    for (Object each : query.getResultList()) {
      Object[] row = (Object[]) each;
      long content = ((Number) row[0]).longValue();
      long mailbox = ((Number) row[2]).longValue();
      long uid = ((Number) row[3]).longValue();
      found.put(content, new JudgedMessage(account, content, (Boolean) row[1], mailbox, uid));
    }
    return found;
  }

  /** Writes what is said of a message, in place of what was said. */
  public void put(JudgedMessage message, WordSet words, Instant now) {
    delete(message.account(), message.content());
    entities
        .createNativeQuery(
            "INSERT INTO judged_message (account_id, content_id, junk, judged_at, mailbox_id, uid,"
                + " junk_words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .setParameter(1, message.account())
        .setParameter(2, message.content())
        .setParameter(3, message.junk())
        .setParameter(4, now.getEpochSecond())
        .setParameter(5, message.mailbox())
        .setParameter(6, message.uid())
        .setParameter(7, words.octets())
        .executeUpdate();
  }

  /** The message lies elsewhere now. */
  public void moved(long account, long content, long mailbox, long uid) {
    entities
        .createNativeQuery(
            "UPDATE judged_message SET mailbox_id = ?3, uid = ?4, gone_at = NULL"
                + " WHERE account_id = ?1 AND content_id = ?2")
        .setParameter(1, account)
        .setParameter(2, content)
        .setParameter(3, mailbox)
        .setParameter(4, uid)
        .executeUpdate();
  }

  /** Messages between two UIDs of a mailbox are not there any more. */
  public void gone(long mailbox, long first, long last, Instant now) {
    entities
        .createNativeQuery(
            "UPDATE judged_message SET gone_at = ?4"
                + " WHERE mailbox_id = ?1 AND uid BETWEEN ?2 AND ?3 AND gone_at IS NULL")
        .setParameter(1, mailbox)
        .setParameter(2, first)
        .setParameter(3, last)
        .setParameter(4, now.getEpochSecond())
        .executeUpdate();
  }

  /** A portion of the mailboxes that were deleted with messages in them. */
  public List<Long> deletedMailboxes() {
    List<Long> deleted = new ArrayList<>();
    for (Object each :
        entities
            .createNativeQuery(
                "SELECT DISTINCT mailbox_id FROM judged_message WHERE gone_at IS NULL AND"
                    + " NOT EXISTS (SELECT 1 FROM mailbox"
                    + " WHERE mailbox.id = judged_message.mailbox_id AND mailbox.account_id <> 0)")
            .setMaxResults(PORTION)
            .getResultList()) {
      deleted.add(((Number) each).longValue());
    }
    return deleted;
  }

  /** A portion of those that have been gone since then. */
  public List<JudgedMessage> goneBefore(Instant before) {
    List<JudgedMessage> gone = new ArrayList<>();
    for (Object each :
        entities
            .createNativeQuery(
                "SELECT account_id, content_id, junk, mailbox_id, uid FROM judged_message"
                    + " WHERE gone_at < ?1 ORDER BY gone_at")
            .setParameter(1, before.getEpochSecond())
            .setMaxResults(PORTION)
            .getResultList()) {
      Object[] row = (Object[]) each;
      gone.add(
          new JudgedMessage(
              ((Number) row[0]).longValue(),
              ((Number) row[1]).longValue(),
              (Boolean) row[2],
              ((Number) row[3]).longValue(),
              ((Number) row[4]).longValue()));
    }
    return gone;
  }

  /** Forgets what was said of a message. */
  public void delete(long account, long content) {
    entities
        .createNativeQuery("DELETE FROM judged_message WHERE account_id = ?1 AND content_id = ?2")
        .setParameter(1, account)
        .setParameter(2, content)
        .executeUpdate();
  }

  /** Forgets the oldest of an account but so many. */
  public void trim(long account, int most) {
    List<?> oldest =
        entities
            .createNativeQuery(
                "SELECT judged_at FROM judged_message WHERE account_id = ?1"
                    + " ORDER BY judged_at DESC")
            .setParameter(1, account)
            .setFirstResult(most)
            .setMaxResults(1)
            .getResultList();
    if (!oldest.isEmpty()) {
      entities
          .createNativeQuery("DELETE FROM judged_message WHERE account_id = ?1 AND judged_at <= ?2")
          .setParameter(1, account)
          .setParameter(2, ((Number) oldest.get(0)).longValue())
          .executeUpdate();
    }
  }

  /** How much an account has said; read from an index alone. */
  public Learnt learnt(long account) {
    Object[] row =
        (Object[])
            entities
                .createNativeQuery(
                    "SELECT COUNT(*), MAX(judged_at) FROM judged_message WHERE account_id = ?1")
                .setParameter(1, account)
                .getSingleResult();
    long latest = row[1] == null ? 0 : ((Number) row[1]).longValue();
    return new Learnt(((Number) row[0]).longValue(), latest);
  }

  /** Counts the words of the latest messages of an account. */
  public WordCounts counts(long account, int most) {
    WordCounts counts = new WordCounts();
    for (Object each :
        entities
            .createNativeQuery(
                "SELECT junk, junk_words FROM judged_message WHERE account_id = ?1"
                    + " ORDER BY judged_at DESC")
            .setParameter(1, account)
            .setMaxResults(most)
            .getResultList()) {
      Object[] row = (Object[]) each;
      counts.add(WordSet.read((byte[]) row[1]), (Boolean) row[0]);
    }
    return counts;
  }

  /** Counts the words of the latest messages of all accounts, of each only so many. */
  public WordCounts counts(int most, int mostOfAccount) {
    WordCounts counts = new WordCounts();
    Map<Long, Integer> counted = new HashMap<>();
    for (Object each :
        entities
            .createNativeQuery(
                "SELECT account_id, junk, junk_words FROM judged_message ORDER BY judged_at DESC")
            .setMaxResults(most)
            .getResultList()) {
      Object[] row = (Object[]) each;
      if (counted.merge(((Number) row[0]).longValue(), 1, Integer::sum) <= mostOfAccount) {
        counts.add(WordSet.read((byte[]) row[2]), (Boolean) row[1]);
      }
    }
    return counts;
  }
}
