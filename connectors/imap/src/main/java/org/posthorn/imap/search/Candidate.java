package org.posthorn.imap.search;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.MessageFacts;
import org.posthorn.store.MailboxCursor;

/** The message that is looked at, with what has been got of it. */
final class Candidate {
  private final MailboxCursor columns;
  private final boolean indexed;
  private @Nullable MessageFacts facts;
  private @Nullable ContentSearch search;
  private int scores;
  private int scored;
  private Truth truth = Truth.UNKNOWN;

  /**
   * The message where the cursor stands; moves with it.
   *
   * @param indexed whether asking an index is quicker than reading
   */
  Candidate(MailboxCursor columns, boolean indexed) {
    this.columns = columns;
    this.indexed = indexed;
  }

  /** Whether an index may be asked about it. */
  boolean indexed() {
    return indexed;
  }

  /** What the view has. */
  MailboxCursor columns() {
    return columns;
  }

  /** What was computed at delivery, once it has been got. */
  Optional<MessageFacts> facts() {
    return Optional.ofNullable(facts);
  }

  /** Searches the octets, once they have been got. */
  Optional<ContentSearch> search() {
    return Optional.ofNullable(search);
  }

  /** The facts of the message where the cursor stands. */
  void show(MessageFacts gotten) {
    facts = gotten;
  }

  /** Facts and octets of the message where the cursor stands. */
  void show(MessageFacts gotten, Content octets) {
    facts = gotten;
    search = new ContentSearch(octets, gotten);
  }

  /** Looks at the message with what has been got of it by now. */
  void test(Criterion criterion) {
    scores = 0;
    scored = 0;
    truth = criterion.test().of(this);
    search = null; // the octets may be gone afterwards
  }

  /** What the last test has said. */
  Truth truth() {
    return truth;
  }

  /** A key fits so well: 1 to 100. */
  void score(int score) {
    scores += score;
    scored++;
  }

  /** How well the keys fit that gave scores, on average. */
  int score() {
    return scored == 0 ? 100 : Math.max(1, scores / scored);
  }
}
