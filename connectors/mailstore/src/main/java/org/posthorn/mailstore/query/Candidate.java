package org.posthorn.mailstore.query;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.MessageFacts;

/** The message that is looked at, with what has been got of it. */
final class Candidate {
  private final MailboxCursor columns;
  private final boolean indexed;
  private @Nullable MessageFacts facts;
  private @Nullable ContentSearch search;
  private int scores;
  private int scored;
  private Truth truth = Truth.UNKNOWN;
  private final @Nullable BooleanSupplier tired;
  private @Nullable IdentityHashMap<Object, Object> read; // by key, where it may be left off
  private int reads;
  private boolean leftOff;

  /**
   * The message where the cursor stands; moves with it.
   *
   * @param indexed whether asking an index is quicker than reading
   */
  Candidate(MailboxCursor columns, boolean indexed) {
    this.columns = columns;
    this.indexed = indexed;
    this.tired = null; // of many messages one after the other, nothing is kept of each
  }

  /**
   * One message, which may be left off and tested again.
   *
   * @param tired whether to leave off between two readings
   */
  Candidate(MailboxCursor columns, boolean indexed, BooleanSupplier tired) {
    this.columns = columns;
    this.indexed = indexed;
    this.tired = tired;
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

  /** The facts of the message where the cursor stands. */
  void show(MessageFacts gotten) {
    facts = gotten;
  }

  /** Facts and octets of the message where the cursor stands. */
  void show(MessageFacts gotten, Content octets) {
    facts = gotten;
    search = new ContentSearch(octets, gotten);
  }

  /**
   * What a key finds by reading the octets: it is read once for each key, also when the test is
   * left off and made again. Empty when the test is left off.
   */
  <T> Optional<T> once(Object key, Class<T> type, Function<ContentSearch, T> reading) {
    if (search == null) {
      return Optional.empty();
    }
    return tired == null
        ? Optional.of(reading.apply(search))
        : remembered(key, type, reading, search, tired);
  }

  private <T> Optional<T> remembered(
      Object key,
      Class<T> type,
      Function<ContentSearch, T> reading,
      ContentSearch octets,
      BooleanSupplier leave) {
    IdentityHashMap<Object, Object> known = read == null ? new IdentityHashMap<>() : read;
    read = known;
    Object found = known.get(key);
    if (found == null) {
      if (reads++ > 0 && leave.getAsBoolean()) {
        leftOff = true;
        return Optional.empty();
      }
      found = reading.apply(octets);
      known.put(key, found);
    }
    return Optional.of(type.cast(found));
  }

  /** Whether the last test was left off before it came to an end. */
  boolean unfinished() {
    return leftOff && truth == Truth.UNKNOWN;
  }

  /** Looks at the message with what has been got of it by now. */
  void test(Criterion criterion) {
    reads = 0;
    leftOff = false;
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
