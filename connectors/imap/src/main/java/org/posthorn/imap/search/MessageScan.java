package org.posthorn.imap.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.search.Criterion.Depth;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.session.Losses;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mime.MessageFacts;
import org.posthorn.store.MailboxCursor;
import org.posthorn.store.MailboxView;

/**
 * Looks at all messages of a view, and more deeply at those that could not be decided: first at
 * columns, then at facts, then at octets. Goes on in bounded steps.
 */
final class MessageScan {
  private static final int COLUMNS_STEP = 16 * 1024;
  private static final int FACTS_STEP = 256;
  private static final int CONTENT_STEP = 1024;
  private static final long CONTENT_OCTETS = 1L << 20; // or one message
  private static final int FEW = 32; // messages that are read sooner than an index is asked
  private static final int EACH = 1024; // octets that a message counts at least

  private final ImapEndpoint endpoint;
  private final MailboxView view;
  private final Criterion criterion;
  private final BitSet found = new BitSet();
  private final byte[] scores; // by index; empty when no key gives any
  private final BitSet undecided;
  private final Losses losses;
  private Depth depth = Depth.COLUMNS;
  private boolean indexed; // whether an index may be asked
  private MailboxCursor cursor;

  /** Looks at all messages. */
  MessageScan(ImapEndpoint endpoint, SearchKey key, SearchContext context) {
    this(endpoint, key, context, all(context.view().size()));
  }

  /** Looks at some messages, by index. */
  MessageScan(ImapEndpoint endpoint, SearchKey key, SearchContext context, BitSet some) {
    this.endpoint = endpoint;
    this.view = context.view();
    this.criterion = new Criteria(context, endpoint).of(key);
    this.scores = new byte[key.usesFuzzy() ? view.size() : 0];
    this.cursor = view.cursor(0);
    this.undecided = (BitSet) some.clone();
    this.losses = new Losses(endpoint, view.mailboxId());
  }

  private static BitSet all(int size) {
    BitSet all = new BitSet();
    all.set(0, size);
    return all;
  }

  /** Looks at some more messages; true at the end. */
  boolean step() {
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
  int percent() {
    return view.size() == 0 ? 100 : (int) (100L * (cursor.index() + 1) / view.size());
  }

  /** The messages found, in mailbox order. */
  SearchResult result() {
    return SearchResult.of(view, found, scores);
  }

  /** Where the messages are. */
  MailboxView view() {
    return view;
  }

  private boolean columns() {
    Candidate candidate = new Candidate(cursor, indexed);
    for (int left = COLUMNS_STEP; left > 0; left--) {
      if (!forward(cursor)) {
        return true;
      }
      decide(candidate);
    }
    return false;
  }

  private boolean facts() {
    int[] indexes = new int[FACTS_STEP];
    long[] ids = new long[FACTS_STEP];
    int count = 0;
    MailboxCursor ahead = view.cursor(cursor.index() + 1);
    while (count < FACTS_STEP && forward(ahead)) {
      indexes[count] = ahead.index();
      ids[count++] = ahead.contentId();
    }
    List<MessageFacts> facts =
        ReadableFacts.of(endpoint, Arrays.copyOf(ids, count), (i, why) -> lost(indexes[i], why));
    Candidate candidate = new Candidate(cursor, indexed);
    for (int i = 0; i < count; i++) {
      goTo(indexes[i]);
      if (undecided.get(indexes[i])) {
        candidate.show(facts.get(i));
        decide(candidate);
      }
    }
    return count < FACTS_STEP;
  }

  private boolean content() {
    int[] indexes = new int[CONTENT_STEP];
    long[] ids = new long[CONTENT_STEP];
    int count = 0;
    for (long left = CONTENT_OCTETS; left > 0 && count < CONTENT_STEP; count++) {
      if (!forward(cursor)) {
        break;
      }
      indexes[count] = cursor.index();
      ids[count] = cursor.contentId();
      left -= cursor.octets() + EACH;
    }
    for (Candidate candidate : read(indexes, Arrays.copyOf(ids, count))) {
      decided(candidate);
    }
    return count == 0;
  }

  private List<Candidate> read(int[] indexes, long[] ids) {
    Candidate[] seen = new Candidate[ids.length];
    try {
      endpoint.visit(ids, (i, facts, octets) -> seen[i] = tested(indexes[i], facts, octets));
    } catch (ContentLost some) { // once more, one by one
      for (int i = 0; i < ids.length; i++) {
        int at = i;
        try {
          endpoint.visit(
              new long[] {ids[i]},
              (one, facts, octets) -> seen[at] = tested(indexes[at], facts, octets));
        } catch (ContentLost lost) {
          lost(indexes[i], lost);
        }
      }
    }
    return Stream.of(seen).filter(Objects::nonNull).toList();
  }

  private Candidate tested(int index, MessageFacts facts, Content octets) {
    MailboxCursor message = view.cursor(index);
    message.next();
    Candidate candidate = new Candidate(message, indexed);
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
  Losses losses() {
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
