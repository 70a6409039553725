package org.posthorn.imap.answer;

import java.util.Optional;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccessWithdrawn;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.query.LossListener;

/**
 * The messages of a mailbox that a command could not read, and what its client is told of them:
 * that they were expunged where they were, else that they are damaged. RFC 5530 §3.
 */
public final class Losses implements LossListener {
  private final MessageSource source;
  private Optional<MailboxView> newest = Optional.empty();
  private boolean expunged;
  private boolean damaged;

  /** Of a mailbox. */
  public Losses(MessageSource source) {
    this.source = source;
  }

  /**
   * How a command ends that needed a message that could not be read, with a mailbox selected to
   * which it may belong.
   *
   * @param latest that mailbox as it is now
   */
  public static Completion of(ContentLost lost, MessageSource source, MailboxView latest) {
    Optional<MailboxCursor> message =
        lost instanceof ContentGone ? find(latest, lost.id()) : Optional.empty();
    if (message.isEmpty()) {
      return of(lost);
    }
    try {
      source.lost(latest, message.get().uid());
    } catch (AccessWithdrawn e) {
      return Refusals.gone(); // who may read it no more is told no more
    }
    return Refusals.damaged();
  }

  /** The same without a mailbox selected. */
  public static Completion of(ContentLost lost) {
    return lost instanceof ContentGone ? Refusals.gone() : Refusals.damaged();
  }

  private static Optional<MailboxCursor> find(MailboxView view, long contentId) {
    MailboxCursor message = view.cursor(0);
    while (message.next()) {
      if (message.contentId() == contentId) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  @Override
  public void add(long uid, ContentLost lost) {
    if (newest.isEmpty()) {
      newest = source.latest(); // freed is only what was expunged long before
    }
    boolean there = newest.filter(view -> view.indexOf(uid) >= 0).isPresent();
    damaged |= there;
    expunged |= !there;
    if (there && lost instanceof ContentGone) {
      source.lost(newest.get(), uid);
    }
  }

  /** How a command ends that could not give all that was asked for; empty when it could. */
  public Optional<Completion> failure() {
    return code().map(code -> damaged ? Refusals.damaged() : Refusals.gone());
  }

  /** How a command ends that is done but for the messages that it could not look into. */
  public Completion ok(String text) {
    return code().map(code -> Completion.ok(code, text)).orElseGet(() -> Completion.ok(text));
  }

  private Optional<String> code() {
    return damaged
        ? Optional.of(Refusals.CORRUPTION)
        : expunged ? Optional.of(Refusals.EXPUNGEISSUED) : Optional.empty();
  }
}
