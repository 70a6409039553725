package org.posthorn.mailstore;

import java.util.List;
import org.posthorn.kernel.UidSet;

/**
 * One step in the life of a mailbox, covering a whole set of messages. A mailbox is the fold of its
 * changes, in the order of their mod-sequences ({@link MailboxView#after}).
 */
public sealed interface MailboxChange {

  /**
   * The mod-sequence of the mailbox, and of the messages touched, after this change. RFC 7162 §3.1.
   */
  long modSeq();

  /** How many messages it is about. */
  long count();

  /** Messages came. Their UIDs ascend and are greater than all before. */
  record Added(long modSeq, List<Message> messages) implements MailboxChange {
    public Added {
      messages = List.copyOf(messages);
    }

    @Override
    public long count() {
      return messages.size();
    }
  }

  /** Flags changed. */
  record Flagged(long modSeq, UidSet uids, FlagChange change) implements MailboxChange {
    @Override
    public long count() {
      return uids.size();
    }
  }

  /** Messages went. */
  record Expunged(long modSeq, UidSet uids) implements MailboxChange {
    @Override
    public long count() {
      return uids.size();
    }
  }

  /**
   * What a mailbox knows of a message.
   *
   * @param uid its UID in this mailbox
   * @param flags its flags at the beginning
   * @param size octets, RFC822.SIZE
   * @param internalDate seconds since 1970 UTC
   * @param saveDate when it came to this mailbox, seconds since 1970 UTC (RFC 8514)
   * @param contentId its octets in the content store; copies share them
   */
  record Message(
      long uid, Flags flags, int size, long internalDate, long saveDate, long contentId) {}
}
