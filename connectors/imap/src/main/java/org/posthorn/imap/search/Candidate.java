package org.posthorn.imap.search;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.MessageFacts;
import org.posthorn.store.MailboxView;

/** The message that is looked at, with what has been got of it. */
final class Candidate {
  private final MailboxView.Cursor columns;
  private @Nullable MessageFacts facts;
  private @Nullable ContentSearch search;
  private int scores;
  private int scored;

  /** The message where the cursor stands; moves with it. */
  Candidate(MailboxView.Cursor columns) {
    this.columns = columns;
  }

  /** What the view has. */
  MailboxView.Cursor columns() {
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

  /** Forgets scores; the message is looked at anew. */
  void forgetScores() {
    scores = 0;
    scored = 0;
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
