package org.posthorn.junk.control;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.posthorn.junk.value.JudgedMessage;
import org.posthorn.junk.value.WordSet;
import org.posthorn.testdb.TestDatabase;

/** The rows with the transactions that the container would begin. */
public final class JudgedTransactions extends JudgedRows {
  private final TestDatabase database;

  public JudgedTransactions(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  @Override
  public Map<Long, JudgedMessage> among(long account, Collection<Long> contents) {
    return database.inTransaction(any -> super.among(account, contents));
  }

  @Override
  public void put(JudgedMessage message, WordSet words, Instant now) {
    database.transact(any -> super.put(message, words, now));
  }

  @Override
  public void moved(long account, long content, long mailbox, long uid) {
    database.transact(any -> super.moved(account, content, mailbox, uid));
  }

  @Override
  public void gone(long mailbox, long first, long last, Instant now) {
    database.transact(any -> super.gone(mailbox, first, last, now));
  }

  @Override
  public List<Long> deletedMailboxes() {
    return database.inTransaction(any -> super.deletedMailboxes());
  }

  @Override
  public List<JudgedMessage> goneBefore(Instant before) {
    return database.inTransaction(any -> super.goneBefore(before));
  }

  @Override
  public void delete(long account, long content) {
    if (database.transacting()) {
      super.delete(account, content);
    } else {
      database.transact(any -> super.delete(account, content));
    }
  }

  @Override
  public void trim(long account, int most) {
    database.transact(any -> super.trim(account, most));
  }

  @Override
  public CountsMemory.Learnt learnt(long account) {
    return database.inTransaction(any -> super.learnt(account));
  }

  @Override
  public WordCounts counts(long account, int most) {
    return database.inTransaction(any -> super.counts(account, most));
  }

  @Override
  public WordCounts counts(int most, int mostOfAccount) {
    return database.inTransaction(any -> super.counts(most, mostOfAccount));
  }
}
