package org.posthorn.mailstore.query;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.query.Criterion.Depth;
import org.posthorn.mime.MessageFacts;

/**
 * Looks at all messages of a view, and more deeply at those that could not be decided: first at
 * columns, then at facts, then at octets. Goes on in bounded steps.
 */
public final class MessageScan {
  private static final int COLUMNS_STEP = 16 * 1024;
  private static final int FACTS_STEP = 256;
  private static final int CONTENT_STEP = 1024;
  private static final int COLUMNS_TESTS = 128 * 1024; // in a step: messages by keys
  private static final int FACTS_TESTS = 4 * 1024;
  private static final long CONTENT_OCTETS = 1L << 20; // by keys, or one message
  private static final int FEW = 32; // messages that are read sooner than an index is asked
  private static final int EACH = 1024; // octets that a message counts at least

  private final MessageSource source;
  private final MailboxView view;
  private final Criterion criterion;
  private final BitSet found = new BitSet();
  private final byte[] scores; // by index; empty when no key gives any
  private final BitSet undecided;
  private final LossListener losses;
  private final int keys;
  private final int texts;
  private final BooleanSupplier tired;
  private Depth depth = Depth.COLUMNS;
  private @Nullable Candidate unfinished; // some of its texts were looked for
  private boolean indexed; // whether an index may be asked
  private MailboxCursor cursor;

  /** Looks at all messages. */
  public MessageScan(
      MessageSource source, SearchKey key, SearchContext context, LossListener losses) {
    this(source, key, context, all(context.view().size()), losses);
  }

  /** Looks at some messages, by index. */
  public MessageScan(
      MessageSource source,
      SearchKey key,
      SearchContext context,
      BitSet some,
      LossListener losses) {
    this.source = source;
    this.view = context.view();
    this.criterion = new Criteria(context, source).of(key);
    this.keys = Math.max(1, key.size());
    this.texts = Math.max(1, key.reads());
    this.tired = context.tired();
    this.scores = new byte[key.usesFuzzy() ? view.size() : 0];
    this.cursor = view.cursor(0);
    this.undecided = (BitSet) some.clone();
    this.losses = losses;
  }

  private static BitSet all(int size) {
    BitSet all = new BitSet();
    all.set(0, size);
    return all;
  }

  /** Looks at some more messages; true at the end. */
  public boolean step() {
    boolean passed =
        switch (depth) {
          case COLUMNS -> columns();
          case FACTS -> facts();
          case CONTENT -> content();
        };
    if (!passed) {
      return false;
    }
    if (undecided.isEmpty() || depth == Depth.CONTENT) {
      return true;
    }
    cursor = view.cursor(0);
    if (!indexed && criterion.needs() == Depth.CONTENT && undecided.cardinality() > FEW) {
      indexed = true; // once more over the columns
    } else {
      depth = depth == Depth.COLUMNS ? Depth.FACTS : Depth.CONTENT;
    }
    return false;
  }

  /** How much of the messages it has looked at, as deeply as it is looking now. */
  public int percent() {
    return view.size() == 0 ? 100 : (int) (100L * (cursor.index() + 1) / view.size());
  }

  /** The messages found, in mailbox order. */
  public SearchResult result() {
    return SearchResult.of(view, found, scores);
  }

  /** Where the messages are. */
  public MailboxView view() {
    return view;
  }

  private boolean columns() {
    Candidate candidate = new Candidate(cursor, indexed);
    int most = Math.min(COLUMNS_STEP, Math.max(1, COLUMNS_TESTS / keys));
    for (int left = most; left > 0; left--) {
      if (!forward(cursor)) {
        return true;
      }
      decide(candidate);
    }
    return false;
  }

  private boolean facts() {
    int most = Math.min(FACTS_STEP, Math.max(1, FACTS_TESTS / keys));
    int[] indexes = new int[most];
    long[] uids = new long[most];
    int count = 0;
    MailboxCursor ahead = view.cursor(cursor.index() + 1);
    while (count < most && forward(ahead)) {
      indexes[count] = ahead.index();
      uids[count++] = ahead.uid();
    }
    List<MessageFacts> facts =
        ReadableFacts.of(
            source, view, Arrays.copyOf(uids, count), (i, why) -> lost(indexes[i], why));
    Candidate candidate = new Candidate(cursor, indexed);
    for (int i = 0; i < count; i++) {
      goTo(indexes[i]);
      if (undecided.get(indexes[i])) {
        candidate.show(facts.get(i));
        decide(candidate);
      }
    }
    return count < most;
  }

  private boolean content() {
    if (unfinished != null) {
      MailboxCursor at = unfinished.columns();
      look(new int[] {at.index()}, new long[] {at.uid()});
      return false;
    }
    int[] indexes = new int[CONTENT_STEP];
    long[] uids = new long[CONTENT_STEP];
    int count = 0;
    MailboxCursor ahead = view.cursor(cursor.index() + 1);
    for (long left = CONTENT_OCTETS; count < CONTENT_STEP && forward(ahead); count++) {
      left -= texts * (ahead.octets() + (long) EACH);
      if (left < 0 && count > 0) {
        break;
      }
      indexes[count] = ahead.index();
      uids[count] = ahead.uid();
    }
    if (count == 0) {
      return true;
    }
    goTo(indexes[count - 1]);
    look(indexes, Arrays.copyOf(uids, count));
    return false;
  }

  /** Reads messages; a single one may be left when it takes long. */
  private void look(int[] indexes, long[] uids) {
    Candidate begun = unfinished;
    unfinished = null;
    List<Candidate> seen = read(indexes, uids, begun);
    seen.forEach(this::decided);
    if (uids.length == 1 && !seen.isEmpty() && seen.get(0).unfinished()) {
      unfinished = seen.get(0);
    }
  }

  private List<Candidate> read(int[] indexes, long[] uids, @Nullable Candidate begun) {
    Candidate[] seen = new Candidate[uids.length];
    boolean alone = uids.length == 1;
    IntFunction<Candidate> at = i -> begun == null ? candidate(indexes[i], alone) : begun;
    try {
      source.visit(view, uids, (i, facts, octets) -> seen[i] = tested(at.apply(i), facts, octets));
    } catch (ContentLost some) { // once more, one by one
      for (int i = 0; i < uids.length; i++) {
        int index = i;
        try {
          source.visit(
              view,
              new long[] {uids[i]},
              (one, facts, octets) -> seen[index] = tested(at.apply(index), facts, octets));
        } catch (ContentLost lost) {
          lost(indexes[i], lost);
        }
      }
    }
    return Stream.of(seen).filter(Objects::nonNull).toList();
  }

  private Candidate candidate(int index, boolean alone) {
    MailboxCursor message = view.cursor(index);
    message.next();
    return alone ? new Candidate(message, indexed, tired) : new Candidate(message, indexed);
  }

  private Candidate tested(Candidate candidate, MessageFacts facts, Content octets) {
    candidate.show(facts, octets);
    candidate.test(criterion);
    return candidate;
  }

  /** Of a message that cannot be read nothing is known: it is not found. */
  private void lost(int index, ContentLost why) {
    undecided.clear(index);
    losses.add(view.uid(index), why);
  }

  /** The messages that could not be looked into. */
  LossListener losses() {
    return losses;
  }

  /** Goes to the next message that is undecided. */
  private boolean forward(MailboxCursor at) {
    while (at.next()) {
      if (undecided.get(at.index())) {
        return true;
      }
    }
    return false;
  }

  private void goTo(int index) {
    while (cursor.index() < index && cursor.next()) {
      // skips what is decided
    }
  }

  private void decide(Candidate candidate) {
    candidate.test(criterion);
    decided(candidate);
  }

  private void decided(Candidate candidate) {
    Truth truth = candidate.truth();
    int index = candidate.columns().index();
    if (truth != Truth.UNKNOWN) {
      undecided.clear(index);
      found.set(index, truth == Truth.YES);
      if (scores.length > 0) {
        scores[index] = (byte) candidate.score();
      }
    }
  }
}
