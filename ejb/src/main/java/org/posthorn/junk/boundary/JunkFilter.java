package org.posthorn.junk.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.junk.control.Bayes;
import org.posthorn.junk.control.CountsMemory;
import org.posthorn.junk.control.CountsMemory.Learnt;
import org.posthorn.junk.control.CountsMemory.Loaded;
import org.posthorn.junk.control.JudgedRows;
import org.posthorn.junk.control.MessageWords;
import org.posthorn.junk.control.WordCounts;
import org.posthorn.junk.value.JudgedMessage;
import org.posthorn.junk.value.JunkScore;
import org.posthorn.junk.value.WordSet;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessageFacts;

/**
 * Says how likely messages are junk, by what users have said of others. Each account has a filter
 * of its own, which is the sum of its judged messages; nothing else is stored. Not within a
 * transaction.
 */
@ApplicationScoped
public class JunkFilter {
  /** So many judged messages of an account count, the latest. */
  static final int MOST_MESSAGES = 5_000;

  /** So many rows are given at a time. */
  public static final int PORTION = JudgedRows.PORTION;

  private static final int MOST_OF_ALL = 20_000;
  private static final int MOST_OF_ACCOUNT = 500;
  private static final Duration OWN = Duration.ofMinutes(1); // then what was learnt counts
  private static final Duration OTHERS = Duration.ofHours(1);
  private static final long MOST_OCTETS =
      Math.max(32L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);
  private static final int TRIM_EVERY = 100;

  @Inject JudgedRows rows;
  Clock clock = Clock.systemUTC();

  private final CountsMemory filters = new CountsMemory(OWN, MOST_OCTETS);
  private final CountsMemory others = new CountsMemory(OTHERS, MOST_OCTETS); // one, of all
  private int judged;

  /** The words of a message by which filters go. */
  public WordSet words(Content content, MessageFacts facts) {
    return MessageWords.of(content, facts);
  }

  /** What the filter of an account says of a message with these words. */
  public JunkScore score(long account, WordSet words) {
    Instant now = clock.instant();
    WordCounts own = filters.of(account, now, known -> load(account, known));
    WordCounts all = others.of(0, now, known -> loadAll());
    return new Bayes(own, all).score(words);
  }

  // nothing is read again where nothing was learnt
  private Loaded load(long account, Optional<Loaded> known) {
    Instant now = clock.instant();
    Learnt learnt = rows.learnt(account);
    WordCounts counts =
        known
            .filter(before -> before.isOf(learnt))
            .map(Loaded::counts)
            .orElseGet(() -> rows.counts(account, MOST_MESSAGES));
    return new Loaded(counts, learnt, now);
  }

  private Loaded loadAll() {
    Instant now = clock.instant();
    return new Loaded(rows.counts(MOST_OF_ALL, MOST_OF_ACCOUNT), Learnt.UNKNOWN, now);
  }

  /** What was said of messages, by their contents; at most 500. */
  public Map<Long, JudgedMessage> judged(long account, Collection<Long> contents) {
    return contents.isEmpty() ? Map.of() : rows.among(account, contents);
  }

  /** Learns what an account says of a message. */
  public void judge(JudgedMessage message, Content content, MessageFacts facts) {
    WordSet words = MessageWords.of(content, facts);
    rows.put(message, words, clock.instant());
    if (++judged % TRIM_EVERY == 0) {
      rows.trim(message.account(), MOST_MESSAGES);
    }
  }

  /** A judged message lies elsewhere now. */
  public void moved(long account, long content, long mailbox, long uid) {
    rows.moved(account, content, mailbox, uid);
  }

  /** Messages between two UIDs are not in a mailbox any more; they may be in another. */
  public void gone(long mailbox, long first, long last) {
    rows.gone(mailbox, first, last, clock.instant());
  }

  /** Of a portion of mailboxes that there are no more, the messages are gone; whether of more. */
  public boolean settle() {
    List<Long> deleted = rows.deletedMailboxes();
    deleted.forEach(each -> gone(each, 0, Long.MAX_VALUE));
    return deleted.size() >= PORTION;
  }

  /** A portion of the messages that have been nowhere for so long. */
  public List<JudgedMessage> goneSince(Instant before) {
    return rows.goneBefore(before);
  }

  /** Unlearns what an account has said of a message. */
  public void unlearn(long account, long content) {
    rows.delete(account, content);
  }
}
