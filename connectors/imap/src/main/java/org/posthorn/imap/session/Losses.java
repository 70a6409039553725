package org.posthorn.imap.session;

import java.util.Optional;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.query.LossListener;

/**
 * The messages of a mailbox that a command could not read, and what its client is told of them:
 * that they were expunged where they were, else that they are damaged. RFC 5530 §3.
 */
public final class Losses implements LossListener {
  private final ImapEndpoint endpoint;
  private final long mailbox;
  private Optional<MailboxView> newest = Optional.empty();
  private boolean expunged;
  private boolean damaged;

  /** Of a mailbox. */
  public Losses(ImapEndpoint endpoint, long mailbox) {
    this.endpoint = endpoint;
    this.mailbox = mailbox;
  }

  /**
   * How a command ends that needed a message that could not be read.
   *
   * @param newest the mailbox that is selected
   */
  static Completion of(ContentLost lost, Optional<MailboxView> newest, ImapEndpoint endpoint) {
    if (lost instanceof ContentGone && newest.filter(view -> has(view, lost.id())).isEmpty()) {
      return Refusals.gone();
    }
    if (lost instanceof ContentGone) {
      endpoint.lost(lost.id());
    }
    return Refusals.damaged();
  }

  private static boolean has(MailboxView view, long contentId) {
    MailboxCursor message = view.cursor(0);
    while (message.next()) {
      if (message.contentId() == contentId) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void add(long uid, ContentLost lost) {
    if (newest.isEmpty()) {
      newest = endpoint.view(mailbox); // freed is only what was expunged long before
    }
    boolean there = newest.filter(view -> view.indexOf(uid) >= 0).isPresent();
    damaged |= there;
    expunged |= !there;
    if (there && lost instanceof ContentGone) {
      endpoint.lost(lost.id());
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
