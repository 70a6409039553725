package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.events.boundary.DeliveryPath;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.Acls;
import org.posthorn.mailboxes.control.Actors;
import org.posthorn.mailboxes.control.Arrival;
import org.posthorn.mailboxes.control.ChangeFeed;
import org.posthorn.mailboxes.control.ChangeWatchers;
import org.posthorn.mailboxes.control.ForeignMailboxes;
import org.posthorn.mailboxes.control.GrantCache;
import org.posthorn.mailboxes.control.MailboxDirectory;
import org.posthorn.mailboxes.control.MailboxLog;
import org.posthorn.mailboxes.control.Preload;
import org.posthorn.mailboxes.control.SharedMailboxes;
import org.posthorn.mailboxes.control.Views;
import org.posthorn.mailboxes.value.MailboxExtension;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.StoreResult;
import org.posthorn.transactions.boundary.PeriodicTask;

/**
 * The mailboxes of all accounts, for the other components of the store. Changes name the account
 * that makes them, and its rights are checked with the change; reading and watching are for callers
 * that have asked for its {@link #rights}. What a method promises is durable when it returns; each
 * opens its own transactions and wants none from its caller. Failures of the storage are
 * exceptions.
 */
@ApplicationScoped
public class Mailboxes {
  private static final System.Logger LOG = System.getLogger(Mailboxes.class.getName());
  private static final Duration PRELOAD = Duration.ofSeconds(2);

  @Inject MailboxDirectory directory;
  @Inject MailboxLog log;
  @Inject Views views;
  @Inject Preload preload;
  @Inject MailboxExtension extension;
  @Inject SharedMailboxes shared;
  @Inject ForeignMailboxes foreign;
  @Inject Acls acls;
  @Inject GrantCache shares;
  @Inject ChangeWatchers changeWatchers;
  @Inject Actors actors;

  /** The mailboxes of an account, now. */
  public MailboxList list(long account) {
    return directory.list(account);
  }

  /** The mailboxes of an account and those of others in which it has rights, now. */
  public MailboxList seenBy(long account) {
    return shared.list(account);
  }

  /**
   * What an account may do with a mailbox, now: all with its own, nothing with one that is gone.
   * Not within a transaction.
   */
  public Rights rights(long account, long mailbox) {
    return actors.rights(account, mailbox);
  }

  /** Whether a mailbox is an account's own, which it is for ever. Not within a transaction. */
  public boolean owns(long account, long mailbox) {
    return actors.owns(account, mailbox);
  }

  /** Who may do what with a mailbox, the owner first; for who administers it. */
  public Outcome<Acl> acl(long account, long mailbox) {
    return acls.of(account, mailbox);
  }

  /**
   * Changes who may do what, by who administers the mailbox; answers whether anything is different.
   * Never the owner's rights.
   */
  public Outcome<Boolean> changeAcl(long account, long mailbox, Acl.Change change) {
    return acls.change(account, mailbox, change);
  }

  /** All rights for the owner, who always has them, none for others; for who administers it. */
  public Outcome<Rights> rightsFor(long account, long mailbox, String identifier) {
    return acls.rightsFor(account, mailbox, identifier);
  }

  /** Creates a mailbox and those above it that are missing, also another's if that is allowed. */
  public Outcome<MailboxList.Mailbox> create(
      long account, MailboxName name, Optional<SpecialUse> use) {
    return name.isForeign()
        ? foreign.create(account, name, use)
        : directory.create(account, name, use);
  }

  /** Deletes a mailbox, not those below it; never INBOX. RFC 9051 §6.3.5. */
  public Outcome<MailboxName> delete(long account, MailboxName name) {
    if (name.isInbox()) {
      return Outcome.refused(Refusal.CANNOT);
    }
    Optional<MailboxList.Mailbox> mailbox = directory.list(account).find(name);
    if (mailbox.isEmpty()) {
      return name.isForeign()
          ? foreign.delete(account, name)
          : Outcome.refused(Refusal.NONEXISTENT);
    }
    boolean deleted = log.delete(account, List.of(mailbox.get().id()));
    return deleted ? Outcome.done(name) : Outcome.refused(Refusal.NONEXISTENT);
  }

  /**
   * Renames a mailbox and all below it; of INBOX, the messages move. Nothing moves from one account
   * to another. RFC 9051 §6.3.6.
   */
  public Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to) {
    MailboxList list = directory.list(account);
    Optional<MailboxList.Mailbox> own = list.find(from);
    if (own.isEmpty() && !list.isLevel(from)) {
      return from.isForeign()
          ? foreign.rename(account, from, to)
          : Outcome.refused(Refusal.NONEXISTENT);
    }
    if (to.isForeign()) {
      return Outcome.refused(Refusal.CANNOT);
    }
    return own.filter(mailbox -> from.isInbox())
        .map(inbox -> renameInbox(account, inbox, to))
        .orElseGet(() -> directory.rename(account, from, to));
  }

  private Outcome<MailboxName> renameInbox(
      long account, MailboxList.Mailbox inbox, MailboxName to) {
    Outcome<MailboxList.Mailbox> created = directory.create(account, to, Optional.empty());
    if (created instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Outcome.refused(refused.reason());
    }
    long target = created.result().orElseThrow().id();
    Outcome<AddedMessages> moved =
        log.move(account, inbox.id(), UidSet.range(1, UidSet.MAX), target);
    if (moved instanceof Outcome.Refused<AddedMessages> refused) {
      return Outcome.refused(refused.reason());
    }
    extension.copy(account, inbox.id(), target);
    return Outcome.done(to);
  }

  /** Subscribes or unsubscribes a name, which need not exist. */
  public void subscribe(long account, MailboxName name, boolean subscribed) {
    directory.subscribe(account, name, subscribed);
  }

  /** The messages of a mailbox, now; empty when it is gone. */
  public Optional<MailboxView> view(long mailbox) {
    return views.current(mailbox);
  }

  /** Loads mailboxes that were in use before the restart, for some seconds at most. */
  public void preload() {
    long began = System.nanoTime();
    long messages = preload.load(PRELOAD);
    LOG.log(
        System.Logger.Level.INFO,
        "event=mailboxes-preloaded messages={0} ms={1}",
        Long.toString(messages),
        Long.toString((System.nanoTime() - began) / 1_000_000));
  }

  /** Gives mailboxes the names that a rename has promised which did not come to its end. */
  public void finishRenames() {
    new PeriodicTask("finish-renames").run(directory::finishRenames); // else within the minute
  }

  /** Notes which mailboxes to {@link #preload} at the next start. */
  public void notePreload() {
    preload.note();
  }

  /** Whether there is such a mailbox. */
  public boolean exists(long mailbox) {
    return log.exists(mailbox);
  }

  /** The lowest UID that no session has claimed as recent. */
  public long firstRecent(long mailbox) {
    return views.firstRecent(mailbox);
  }

  /** Claims all before a UID as recent; answers the lowest that nobody had claimed. */
  public long claimRecent(long mailbox, long below) {
    return views.claimRecent(mailbox, below);
  }

  /** From now on tells of each change. */
  public void watch(long mailbox, MailboxWatcher watcher) {
    views.watch(mailbox, watcher);
  }

  /** Ends {@link #watch}. */
  public void unwatch(long mailbox, MailboxWatcher watcher) {
    views.unwatch(mailbox, watcher);
  }

  /** From now on tells of changes of these mailboxes and of what an account sees. */
  public void watchChanges(long account, Collection<Long> watched, ChangeWatcher watcher) {
    changeWatchers.watch(account, watched, watcher);
  }

  /** Ends {@link #watchChanges}. */
  public void unwatchChanges(ChangeWatcher watcher) {
    changeWatchers.unwatch(watcher);
  }

  /** UIDs that were expunged after a mod-sequence. */
  public UidSet expungedSince(long mailbox, long modSeq) {
    return log.expungedSince(mailbox, modSeq);
  }

  /** Puts messages into a mailbox, all or none; makes their content durable. */
  public Outcome<AddedMessages> append(long account, long mailbox, List<NewMessage> messages) {
    return log.append(account, mailbox, messages);
  }

  /** Puts a message into a mailbox and expunges another as one step; makes its content durable. */
  public Outcome<AddedMessages> replace(
      long account, long from, long uid, long to, NewMessage message) {
    return log.replace(account, from, uid, to, message);
  }

  /**
   * Delivers messages, whose content is durable, to mailboxes of their accounts with one commit.
   * All copies of a message come to an account, or none; and they come once, however often it is
   * called with the same delivery, wherever it wants them the next time. What is wanted in a
   * mailbox that is gone comes to the INBOX.
   *
   * @return those whose account has no INBOX (any more); they were not delivered
   */
  public List<ToAccount> deliver(List<ToAccount> messages) {
    Map<Arrival, ToAccount> arrivals = new LinkedHashMap<>();
    List<ToAccount> homeless = new ArrayList<>();
    for (ToAccount message : messages) {
      inbox(message.account())
          .ifPresentOrElse(
              inbox -> arrivals.put(arrival(message, inbox), message), () -> homeless.add(message));
    }
    if (!arrivals.isEmpty()) {
      log.deliver(List.copyOf(arrivals.keySet()))
          .forEach(arrival -> homeless.add(Objects.requireNonNull(arrivals.get(arrival))));
    }
    return homeless;
  }

  private static Arrival arrival(ToAccount message, long inbox) {
    Map<Long, Flags> wanted = new LinkedHashMap<>();
    message.placements().forEach(each -> wanted.putIfAbsent(each.mailbox(), each.flags()));
    if (wanted.isEmpty()) {
      wanted.put(inbox, Flags.NONE);
    }
    return new Arrival(
        message.deliveryId(),
        message.account(),
        inbox,
        wanted,
        message.content(),
        message.note(),
        message.path());
  }

  private Optional<Long> inbox(long account) {
    Optional<Long> known =
        directory.list(account).find(MailboxName.INBOX).map(MailboxList.Mailbox::id);
    if (known.isPresent()) {
      return known;
    }
    directory.forget(account); // what is remembered may be older than the account's mailboxes
    return directory.list(account).find(MailboxName.INBOX).map(MailboxList.Mailbox::id);
  }

  /** The mailbox that an account has for a use, the first by name; from memory most times. */
  public Optional<Long> find(long account, SpecialUse use) {
    return directory.list(account).all().stream()
        .filter(each -> !each.foreign() && each.use().filter(use::equals).isPresent())
        .map(MailboxList.Mailbox::id)
        .findFirst();
  }

  /**
   * A message for an account; the delivery names it for ever.
   *
   * @param placements where copies of it are put; none: into the INBOX
   * @param note for observers of the delivery; empty text for none
   * @param path for the same: from whom and to whom
   */
  public record ToAccount(
      String deliveryId,
      long account,
      Content content,
      List<Placement> placements,
      String note,
      DeliveryPath path) {
    public ToAccount {
      placements = List.copyOf(placements);
    }

    /** A message of which nothing is to be noted. */
    public ToAccount(String deliveryId, long account, Content content, List<Placement> placements) {
      this(deliveryId, account, content, placements, "", DeliveryPath.UNKNOWN);
    }

    /** A message for the INBOX. */
    public ToAccount(String deliveryId, long account, Content content) {
      this(deliveryId, account, content, List.of());
    }
  }

  /** Changes those flags that the account may change. */
  public Outcome<StoreResult> store(
      long account, long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    return log.store(account, mailbox, uids, change, unchangedSince);
  }

  /**
   * Copies messages, with those of their flags that the account may set in the target; none when
   * one is gone.
   */
  public Outcome<AddedMessages> copy(long account, long from, UidSet uids, long to) {
    return log.copy(account, from, uids, to);
  }

  /** Moves messages, as {@link #copy} does, but those that are there. */
  public Outcome<AddedMessages> move(long account, long from, UidSet uids, long to) {
    return log.move(account, from, uids, to);
  }

  /** Expunges those of the messages that have {@code \Deleted}. */
  public Outcome<MailboxView> expunge(long account, long mailbox, UidSet uids) {
    return log.expunge(account, mailbox, uids);
  }

  /** Another server has changed something. */
  void changedElsewhere(ChangeFeed.Hint hint) {
    switch (hint.kind()) {
      case MAILBOX -> views.told(hint.id());
      case DELETED -> views.remove(hint.id());
      case ACCOUNT -> directory.forget(hint.id());
      case ACCOUNTS -> shares.changed();
      default -> throw new IllegalArgumentException(hint.toString());
    }
  }
}
