package org.posthorn.junk.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.junk.control.Bayes;
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

  private static final int MOST_OF_ALL = 20_000;
  private static final int MOST_OF_ACCOUNT = 500;
  private static final int REMEMBERED = 64; // filters in memory
  private static final long OTHERS_SECONDS = 3_600;
  private static final long OWN_SECONDS = 60; // another server may have learnt something
  private static final int TRIM_EVERY = 100;

  @Inject JudgedRows rows;
  Clock clock = Clock.systemUTC();

  private final Map<Long, Loaded> filters = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Loaded others;
  private int judged;

  private record Loaded(WordCounts counts, Instant at) {
    boolean olderThan(long seconds, Instant now) {
      return at.plusSeconds(seconds).isBefore(now);
    }
  }

  /** What the filter of an account says of a message. */
  public JunkScore score(long account, Content content, MessageFacts facts) {
    return new Bayes(own(account), others()).score(MessageWords.of(content, facts));
  }

  private WordCounts own(long account) {
    Instant now = clock.instant();
    synchronized (filters) {
      Loaded known = filters.get(account);
      if (known != null && !known.olderThan(OWN_SECONDS, now)) {
        return known.counts();
      }
    }
    WordCounts counts = rows.counts(account, MOST_MESSAGES);
    synchronized (filters) {
      filters.put(account, new Loaded(counts, now));
      if (filters.size() > REMEMBERED) {
        filters.remove(filters.keySet().iterator().next());
      }
    }
    return counts;
  }

  private synchronized WordCounts others() {
    Instant now = clock.instant();
    Loaded known = others;
    if (known == null || known.olderThan(OTHERS_SECONDS, now)) {
      known = new Loaded(rows.counts(MOST_OF_ALL, MOST_OF_ACCOUNT), now);
      others = known;
    }
    return known.counts();
  }

  /** What was said of messages, by their contents; at most 500. */
  public Map<Long, JudgedMessage> judged(long account, Collection<Long> contents) {
    return contents.isEmpty() ? Map.of() : rows.among(account, contents);
  }

  /** Learns what an account says of a message. */
  public void judge(JudgedMessage message, Content content, MessageFacts facts) {
    WordSet words = MessageWords.of(content, facts);
    rows.put(message, words, clock.instant());
    forget(message.account());
    if (++judged % TRIM_EVERY == 0) {
      rows.trim(message.account(), MOST_MESSAGES);
    }
  }

  private void forget(long account) {
    synchronized (filters) {
      filters.remove(account);
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

  /** A portion of the messages that have been nowhere for so long. */
  public List<JudgedMessage> goneSince(Instant before) {
    return rows.goneBefore(before);
  }

  /** Unlearns what an account has said of a message. */
  public void unlearn(long account, long content) {
    rows.delete(account, content);
    forget(account);
  }
}
