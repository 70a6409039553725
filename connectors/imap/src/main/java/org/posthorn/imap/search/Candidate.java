package org.posthorn.imap.search;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessageFacts;
import org.posthorn.store.MailboxView;

/** The message that is looked at, with what has been got of it. */
final class Candidate {
  private final MailboxView.Cursor columns;
  private @Nullable MessageFacts facts;
  private @Nullable Content content;

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

  /** The octets, once they have been got. */
  Optional<Content> content() {
    return Optional.ofNullable(content);
  }

  /** The facts of the message where the cursor stands. */
  void show(MessageFacts gotten) {
    facts = gotten;
  }

  /** Facts and octets of the message where the cursor stands. */
  void show(MessageFacts gotten, Content octets) {
    facts = gotten;
    content = octets;
  }
}
