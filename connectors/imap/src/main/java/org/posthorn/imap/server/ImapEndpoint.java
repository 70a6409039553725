package org.posthorn.imap.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Annotated;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.MessageVisitor;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Placed;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.Stored;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.text.SearchText;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Authenticator;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * The mail store as IMAP sees it. Thread-safe. What a method promises has survived a power cut when
 * it returns. Mailboxes are named by the ids of {@link MailboxList}; a mailbox that was deleted
 * meanwhile is {@link Outcome.Refusal#NONEXISTENT}. Throws only when the system is broken.
 */
public interface ImapEndpoint extends Authenticator, MessageSource {

  // Declared here once more: Payara's message-driven beans know only what their interface declares
  // itself, and fail calls to what it inherits.

  @Override
  CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client);

  @Override
  ScramKeys scramKeys(String user, ScramHash hash);

  @Override
  Admission scramResult(String user, boolean proven, String mechanism, String client);

  @Override
  Optional<KeyLogin> keyLogin(String fingerprint);

  @Override
  Admission external(String fingerprint, String identity, String client);

  @Override
  Optional<String> standing(Login login, Optional<String> fingerprint);

  /**
   * From now on tells when {@link #standing} of an account may be different, until {@link
   * #unwatchLogin}.
   */
  default void watchLogin(long account, LoginWatcher watcher) {}

  /** Ends {@link #watchLogin}. */
  default void unwatchLogin(long account, LoginWatcher watcher) {}

  /**
   * Whether the mail system has started. Until then nothing else is asked; listeners let nobody in.
   */
  default boolean ready() {
    return true;
  }

  /**
   * The mailboxes of an account and those of others in which it has rights, now. Whoever asks for
   * anything that is done to messages checks the rights first.
   */
  MailboxList mailboxes(long account);

  /**
   * Creates a mailbox, and those above it that are missing, and subscribes nothing. It takes over
   * who may do what from the one above. RFC 9051 §6.3.4, RFC 4314 §4.
   */
  Outcome<MailboxList.Mailbox> create(long account, MailboxName name, Optional<SpecialUse> use);

  /**
   * Deletes a mailbox and its messages, if the account may; those below it stay, and its name among
   * {@link MailboxList#levels()}. Never INBOX. RFC 9051 §6.3.5, RFC 4314 §4.
   */
  Outcome<MailboxName> delete(long account, MailboxName name);

  /**
   * Renames a mailbox and all below it, creating missing parents; of INBOX, the messages move to a
   * new mailbox. Only if the account may, and within the mailboxes of one owner. RFC 9051 §6.3.6,
   * RFC 4314 §4.
   */
  Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to);

  /** What an account may do with a mailbox of somebody else, now; cheaper than the list. */
  Rights rightsOf(long account, long mailbox);

  /** Who may do what with a mailbox. RFC 4314 §3.3. */
  Outcome<Acl> acl(long mailbox);

  /**
   * Changes who may do what with a mailbox; {@link Outcome.Refusal#NOBODY} when nobody has the
   * identifier, {@link Outcome.Refusal#CANNOT} when it would leave the owner without a right. RFC
   * 4314 §3.1.
   *
   * @return whether anything is different now
   */
  Outcome<Boolean> changeAcl(long mailbox, Acl.Change change);

  /**
   * The rights that somebody has in a mailbox whatever is done, all or none: all of the owner. RFC
   * 4314 §3.4.
   */
  Outcome<Rights> rightsFor(long mailbox, String identifier);

  /** Subscribes or unsubscribes a name, which need not exist. */
  void subscribe(long account, MailboxName name, boolean subscribed);

  /** The messages of a mailbox, now; empty when it is gone. */
  Optional<MailboxView> view(long mailbox);

  /**
   * The lowest UID that no session was told of as recent. Kept in memory: after a restart nothing
   * is recent that was there before. RFC 3501 §2.3.2.
   */
  long firstRecent(long mailbox);

  /**
   * Claims messages as recent for one session.
   *
   * @param below the UID before which all are claimed from now on
   * @return the lowest UID that nobody had claimed, or {@code below}
   */
  long claimRecent(long mailbox, long below);

  /** From now on tells of each change, until {@link #unwatch} with the same watcher. */
  void watch(long mailbox, MailboxWatcher watcher);

  /** Ends {@link #watch}. */
  void unwatch(long mailbox, MailboxWatcher watcher);

  /**
   * From now on tells of changes of these mailboxes, without their views, and of changes of what an
   * account sees; until {@link #unwatchChanges}. Replaces what the watcher was told of before.
   */
  void watchChanges(long account, Collection<Long> mailboxes, ChangeWatcher watcher);

  /** Ends {@link #watchChanges}. */
  void unwatchChanges(ChangeWatcher watcher);

  /**
   * UIDs that were expunged after a mod-sequence; may name more, never fewer. RFC 7162 §3.2.5.2.
   */
  UidSet expungedSince(long mailbox, long modSeq);

  /** Where the octets of a message to append go. */
  ContentSink content();

  /** Puts messages into a mailbox, all or none. RFC 9051 §6.3.12, RFC 3502. */
  Outcome<Placed> append(long mailbox, List<NewMessage> messages);

  /**
   * Puts a message into a mailbox and expunges another, of the same mailbox or a different one, as
   * one step; {@link Outcome.Refusal#NONEXISTENT} when that one is gone already. RFC 8508.
   *
   * @return the target, with the message there
   */
  Outcome<Placed> replace(long from, long uid, long to, NewMessage message);

  /**
   * Changes flags of those of the messages that are there.
   *
   * @param unchangedSince only of messages whose mod-sequence is not greater. RFC 7162 §3.1.3
   */
  Outcome<Stored> store(long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince);

  /**
   * Copies messages, all or none; {@link Outcome.Refusal#EXPUNGEISSUED} when one is gone. RFC 9051
   * §6.4.7.
   *
   * @param rights in the target: only flags that may be set go with the messages (RFC 4314 §4)
   */
  Outcome<Placed> copy(long from, UidSet uids, long to, Rights rights);

  /** Copies those of the messages that are there and expunges them, as one step. RFC 6851. */
  Outcome<Placed> move(long from, UidSet uids, long to, Rights rights);

  /** Expunges those of the messages that have {@code \Deleted}. Returns the view after. */
  Outcome<MailboxView> expunge(long mailbox, UidSet uids);

  /**
   * The annotations of a mailbox or of {@link MailboxList#SERVER} that an account sees: private
   * ones of its own, and shared ones. RFC 5464 §3.
   *
   * @param entries which, in lower case; empty for all
   * @return values by entry, at most 1,000,000 octets for each account that has set some
   */
  SortedMap<String, byte[]> annotations(long account, long mailbox, Collection<String> entries);

  /**
   * Annotations of all mailboxes that an account sees, by the ids of those that have any. RFC 9590.
   *
   * @param entries which, in lower case; at least one
   */
  Map<Long, SortedMap<String, byte[]>> annotations(long account, Collection<String> entries);

  /**
   * Sets and removes annotations of a mailbox or of {@link MailboxList#SERVER}, all or none.
   *
   * @param values by entry in lower case; empty to remove it
   * @param from who does it, and so is not told of it
   */
  Annotated annotate(
      long account, long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from);

  /** From now on tells of annotations that an account sees, until {@link #unwatchAnnotations}. */
  void watchAnnotations(long account, AnnotationWatcher watcher);

  /** Ends {@link #watchAnnotations}. */
  void unwatchAnnotations(AnnotationWatcher watcher);

  /**
   * A quota root by its name; an administrator sees all, others {@link Outcome.Refusal#NOPERM} but
   * for their own, which is named by {@link Login#address}. RFC 9208 §4.1.1.
   */
  Outcome<Quota> quota(Login who, String root);

  /** The quota root of a mailbox, whoever asks. RFC 9208 §4.1.2. */
  Outcome<Quota> quotaOf(long mailbox);

  /**
   * Sets all limits of a quota root, by an administrator; {@link Outcome.Refusal#NOPERM} for
   * others. RFC 9208 §4.1.3.
   *
   * @return the root, after
   */
  Outcome<Quota> changeQuota(Login who, String root, QuotaLimits limits);

  /**
   * Whether the account of a mailbox has room now for what is to come; who puts messages there
   * hears for sure.
   *
   * @param messages how many more there will be
   * @param octets how many more there will be, maybe negative
   */
  boolean hasRoom(long mailbox, long messages, long octets);

  /** What was computed at delivery, for each content id in order. At most 1,000 at a time. */
  @Override
  List<MessageFacts> facts(long[] contentIds);

  /** The same with the headers, but for long ones. At most 1,000 at a time. */
  List<MessageHead> heads(long[] contentIds);

  /** The octets of a message. */
  Content content(long contentId);

  /** The octets of a message are not there though a mailbox has it: this is told to operators. */
  default void lost(long contentId) {}

  /**
   * Shows messages with their facts and octets, each once, in any order, and on several threads at
   * once where that is quicker. Returns when all have been seen, or throws what a visit threw. Some
   * thousand at a time, so that others have their turn.
   */
  @Override
  void visit(long[] contentIds, MessageVisitor visitor);

  /**
   * Which messages of a mailbox may have a text in their header or in a text part, as far as an
   * index knows.
   *
   * @return empty when there is no index, or it cannot tell
   */
  @Override
  Optional<TextCandidates> textCandidates(long mailbox, SearchText text);

  /**
   * How well the messages of a mailbox fit words, as far as an index knows. RFC 6203 §4.
   *
   * @param header whether the words may also stand in the header
   * @return empty when there is no index, or it cannot tell
   */
  @Override
  Optional<TextRanking> textRanking(long mailbox, String words, boolean header);
}
