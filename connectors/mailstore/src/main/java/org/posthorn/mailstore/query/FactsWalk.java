package org.posthorn.mailstore.query;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.MessageFacts;

/** Walks over messages that were found, ascending, in bounded steps, and gets their facts. */
public final class FactsWalk {
  private static final int FACTS_STEP = 256;
  private static final int COLUMNS_STEP = 16 * 1024;

  private final MessageSource source;
  private final SearchResult found;
  private final boolean needsFacts;
  private final Visit visit;
  private final MailboxView view;
  private final LossListener losses;
  private final MailboxCursor cursor;
  private final MailboxCursor ahead;
  private int at;

  /** Is shown each message. */
  @FunctionalInterface
  public interface Visit {
    /** The next message; with its facts when they are needed. */
    void see(MailboxCursor message, Optional<MessageFacts> facts);
  }

  /** Over messages in mailbox order. */
  public FactsWalk(
      MessageSource source,
      MailboxView view,
      SearchResult found,
      boolean facts,
      Visit visit,
      LossListener losses) {
    this.source = source;
    this.found = found;
    this.needsFacts = facts;
    this.visit = visit;
    this.view = view;
    this.losses = losses;
    this.cursor = view.cursor(0);
    this.ahead = view.cursor(0);
  }

  /** Shows some more messages; true at the end. */
  public boolean step() {
    int until = Math.min(found.count(), at + (needsFacts ? FACTS_STEP : COLUMNS_STEP));
    List<MessageFacts> facts = needsFacts && until > at ? facts(until) : List.of();
    for (int from = at; at < until; at++) {
      goTo(cursor, found.index(at));
      visit.see(cursor, needsFacts ? Optional.of(facts.get(at - from)) : Optional.empty());
    }
    return at == found.count();
  }

  /** How much of the messages it has shown. */
  public int percent() {
    return found.count() == 0 ? 100 : (int) (100L * at / found.count());
  }

  private List<MessageFacts> facts(int until) {
    long[] uids = new long[until - at];
    for (int i = 0; i < uids.length; i++) {
      goTo(ahead, found.index(at + i));
      uids[i] = ahead.uid();
    }
    int first = at;
    return ReadableFacts.of(
        source, view, uids, (i, why) -> losses.add(view.uid(found.index(first + i)), why));
  }

  private static void goTo(MailboxCursor cursor, int index) {
    while (cursor.index() < index && cursor.next()) {
      // skips what was not found
    }
  }
}
