package org.posthorn.imap.notify;

import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;

/** A mailbox of whose messages a client hears, and the numbers that it was told last. */
final class WatchedMailbox {
  private static final long UNKNOWN = -1;

  private final MailboxList.Mailbox mailbox;
  private final boolean flags;
  private long uidNext = UNKNOWN;
  private long messages;
  private long unseen;
  private long modSeq;

  /** One of which nothing was told yet. */
  WatchedMailbox(MailboxList.Mailbox mailbox, boolean flags) {
    this.mailbox = mailbox;
    this.flags = flags;
  }

  MailboxName name() {
    return mailbox.name();
  }

  /** Whether the client hears of changed flags, too. */
  boolean flags() {
    return flags;
  }

  /** Takes over what was told of the same mailbox. */
  void continues(WatchedMailbox before) {
    uidNext = before.uidNext;
    messages = before.messages;
    unseen = before.unseen;
    modSeq = before.modSeq;
  }

  /** The client takes it for empty, as it has just come into being for it. */
  void isNew() {
    uidNext = 1;
    messages = 0;
    unseen = 0;
    modSeq = 0;
  }

  /** The client knows this view. */
  void told(MailboxView view) {
    uidNext = view.uidNext();
    messages = view.size();
    unseen = view.unseen();
    modSeq = view.highestModSeq();
  }

  /**
   * Whether messages have come or gone since the client was told.
   *
   * @param supposed whether they have as far as is known, when it was told nothing yet
   */
  boolean hasOtherMessages(MailboxView view, boolean supposed) {
    return uidNext == UNKNOWN ? supposed : uidNext != view.uidNext() || messages != view.size();
  }

  /**
   * Whether flags have changed that the client is to hear of.
   *
   * @param condstore whether it knows mod-sequences; else it only hears of how many are unseen. RFC
   *     5465 §5.1
   */
  boolean hasOtherFlags(MailboxView view, boolean condstore) {
    return flags
        && (uidNext == UNKNOWN
            || (condstore ? modSeq != view.highestModSeq() : unseen != view.unseen()));
  }

  /** The client has put messages there: it knows, if nothing else has happened. RFC 5465 §5. */
  void placed(AddedMessages placed) {
    UidSet uids = placed.target();
    MailboxView view = placed.view();
    boolean alone =
        uidNext != UNKNOWN
            && view.uidNext() == uidNext + uids.size()
            && view.size() == messages + uids.size()
            && (!flags || view.highestModSeq() == modSeq + 1);
    if (alone) {
      told(view);
    }
  }
}
