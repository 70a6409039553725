package org.posthorn.mailstore.thread;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.sort.BaseSubject;
import org.posthorn.mailstore.sort.Casemap;
import org.posthorn.mailstore.sort.SortCriterion;
import org.posthorn.mailstore.sort.SortKey;
import org.posthorn.mailstore.sort.SortKeys;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageIds;

/**
 * Collects by what messages are threaded, and then threads them. Keeps some numbers a message and
 * each different subject once. RFC 5256 §3.
 */
public final class ThreadKeys {
  private final ThreadAlgorithm algorithm;
  private final Ancestry ancestry = new Ancestry();
  private final SortKeys dates;
  private final int[] subjects;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final BitSet replies = new BitSet();
  private int count;

  /** For so many messages. */
  public ThreadKeys(ThreadAlgorithm algorithm, int messages) {
    this.algorithm = algorithm;
    this.dates = new SortKeys(List.of(new SortCriterion(SortKey.DATE, false)), messages);
    this.subjects = new int[messages];
  }

  /** Takes the next message, in mailbox order, with its facts. */
  public void add(MailboxCursor message, Optional<MessageFacts> facts) {
    dates.add(message, facts);
    BaseSubject subject = BaseSubject.of(facts.flatMap(MessageFacts::subject).orElse(""));
    subjects[count] = number(SortKeys.cut(Casemap.key(subject.text())));
    replies.set(count++, subject.replied());
    if (algorithm == ThreadAlgorithm.REFERENCES) {
      facts.ifPresent(some -> ancestry.add(MessageIds.of(some), MessageIds.references(some)));
    }
  }

  private int number(String subject) {
    if (subject.isEmpty() && algorithm == ThreadAlgorithm.REFERENCES) {
      return -1; // step (5)(B)(ii)
    }
    Integer next = numbers.size();
    Integer known = numbers.putIfAbsent(subject, next);
    return known == null ? next : known;
  }

  /** The threads. Messages are numbered as they came, from 0. */
  public ThreadTree threads() {
    int[] order = dates.order();
    return algorithm == ThreadAlgorithm.REFERENCES ? byReferences(order) : bySubject(order);
  }

  private ThreadTree byReferences(int[] order) {
    Parents parents = ancestry.parents();
    new SubjectMerge(parents, subjects, numbers.size(), replies).run(order);
    return new ThreadTree(parents, order);
  }

  // the first message of a subject has all others as its children
  private ThreadTree bySubject(int[] order) {
    Parents parents = new Parents(count);
    int[] firsts = new int[numbers.size()];
    java.util.Arrays.fill(firsts, Parents.ROOT);
    for (int message : order) {
      int first = firsts[subjects[message]];
      if (first == Parents.ROOT) {
        firsts[subjects[message]] = message;
      } else {
        parents.set(message, first);
      }
    }
    return new ThreadTree(parents, order);
  }
}
