package org.posthorn.mailstore;

import java.util.List;
import java.util.OptionalLong;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;

/**
 * The messages of mailboxes, as an account may read and change them. Part of {@link AccountStore}.
 */
public interface MessageStore {

  /** The messages of a mailbox, now. Needs {@code r}. */
  Outcome<MailboxView> view(long mailbox);

  /**
   * Where what the messages of a mailbox say is read. Needs {@code r}, which is looked at again
   * with each call: it may be kept as long as the mailbox is open.
   */
  Outcome<MessageSource> read(long mailbox);

  /**
   * UIDs that were expunged after a mod-sequence; may name more, never fewer. Needs {@code r}. RFC
   * 7162 §3.2.5.2.
   */
  Outcome<UidSet> expungedSince(long mailbox, long modSeq);

  /**
   * The lowest UID that no session was told of as recent; the highest number of all when the
   * account may not read the mailbox. Kept in memory: after a restart nothing is recent that was
   * there before. RFC 3501 §2.3.2.
   */
  long firstRecent(long mailbox);

  /**
   * Claims messages as recent for one session. Who may only read the mailbox claims none and gets
   * the answer of {@link #firstRecent}.
   *
   * @param below the UID before which all are claimed from now on
   * @return the lowest UID that nobody had claimed, or {@code below}
   */
  long claimRecent(long mailbox, long below);

  /**
   * Where in the account's own mailboxes a message lies, by mailbox id and UID: all places of the
   * same content are one email. Mailboxes of others are not looked into. RFC 8474 §5.1, RFC 8621
   * §4.1.1.
   *
   * @param contentId of {@link MailboxView}, or as {@link
   *     org.posthorn.mailstore.query.EmailId#parse} has it
   */
  List<MessagePlace> places(long contentId);

  /** Where the octets of a message to append go; they belong to nobody until it is appended. */
  ContentSink newContent();

  /**
   * Puts messages into a mailbox, all or none, with those of their flags that the account may set
   * there. Needs {@code i}. RFC 9051 §6.3.12, RFC 3502, RFC 4314 §4.
   */
  Outcome<AddedMessages> append(long mailbox, List<NewMessage> messages);

  /**
   * Puts a message into a mailbox, as {@link #append} does, and expunges another, of the same
   * mailbox or a different one, as one step; {@link Outcome.Refusal#NONEXISTENT} when that one is
   * gone already. Needs {@code rte} where that one is. RFC 8508.
   *
   * @return the target, with the message there
   */
  Outcome<AddedMessages> replace(long from, long uid, long to, NewMessage message);

  /**
   * Changes flags of those of the messages that are there, as far as the account may: {@code s}
   * {@code t} and {@code w} each let it change some, and the others stay as they are. Needs {@code
   * r}; refused when it may change none of those named. RFC 4314 §4.
   *
   * @param unchangedSince only of messages whose mod-sequence is not greater. RFC 7162 §3.1.3
   */
  Outcome<StoreResult> store(
      long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince);

  /**
   * Copies messages, all or none, with those of their flags that the account may set in the target;
   * {@link Outcome.Refusal#EXPUNGEISSUED} when one is gone. Needs {@code r} in the source and
   * {@code i} in the target. RFC 9051 §6.4.7, RFC 4314 §4.
   */
  Outcome<AddedMessages> copy(long from, UidSet uids, long to);

  /**
   * Copies those of the messages that are there and expunges them, as one step. Needs {@code rte}
   * in the source and {@code i} in the target. RFC 6851.
   */
  Outcome<AddedMessages> move(long from, UidSet uids, long to);

  /**
   * Expunges those of the messages that have {@code \Deleted}. Needs {@code re}. RFC 9051 §6.4.3.
   *
   * @return the view after
   */
  Outcome<MailboxView> expunge(long mailbox, UidSet uids);
}
