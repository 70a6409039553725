package org.posthorn.imap.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.query.SequenceSet;

/**
 * The mailbox that a session has selected: the view that its client knows, and the newest one. Only
 * {@link #changed}, {@link #gone()} and {@link #listChanged()} are for other threads.
 */
public final class SelectedMailbox implements MailboxWatcher, ChangeWatcher {
  private static final int MAX_UPDATES = 8;

  private final long id;
  private final boolean readOnly;
  private final boolean foreign;
  private final MessageSource source;
  private final Runnable wake;
  private Rights rights;
  private volatile MailboxView latest;
  private volatile boolean gone;
  private volatile boolean listening;
  private MailboxView known;
  private MailboxView compared;
  private long completeModSeq = 1;
  private Keywords toldKeywords = Keywords.NONE;
  private UidSet recent = UidSet.EMPTY;
  private UidSet saved = UidSet.EMPTY;
  private final List<SearchUpdates> updates = new ArrayList<>();
  private Optional<OwnChange> ownChange = Optional.empty();
  private UidSet ownArrivals = UidSet.EMPTY;
  private boolean demanded;

  /**
   * A flag change by this session, which the client hears of in another way than of others'.
   *
   * @param uids the messages that the client named and that were not left alone
   * @param silent whether the client knows the outcome itself
   */
  public record OwnChange(UidSet uids, FlagChange change, boolean silent) {}

  /**
   * A mailbox, of which the client knows nothing yet.
   *
   * @param source where its messages are read
   * @param wake called, on any thread, when there is news while the session listens
   */
  public SelectedMailbox(
      MailboxList.Mailbox mailbox, MessageSource source, boolean readOnly, Runnable wake) {
    this.source = source;
    this.id = mailbox.id();
    this.foreign = mailbox.foreign();
    this.rights = mailbox.rights();
    this.readOnly = readOnly;
    this.wake = wake;
    this.latest = MailboxView.empty(id, mailbox.uidValidity());
    this.known = latest;
    this.compared = latest;
  }

  /** Where its messages are read. */
  public MessageSource source() {
    return source;
  }

  /** Which mailbox, for the store. */
  public long id() {
    return id;
  }

  /** Whether it was opened by EXAMINE. */
  public boolean readOnly() {
    return readOnly;
  }

  /** Whether it is somebody else's. */
  public boolean foreign() {
    return foreign;
  }

  /** What the user may do with it. RFC 4314 §2.1. */
  public Rights rights() {
    return rights;
  }

  /** The user now may do this; who may not read it is told no more of it. */
  void nowHas(Rights now) {
    rights = now;
    if (withdrawn()) {
      gone = true;
    }
  }

  /** Whether the user may read it no longer. */
  public boolean withdrawn() {
    return !Permission.READ.isIn(rights);
  }

  /** What the client knows; sequence numbers are its indexes plus one. */
  public MailboxView known() {
    return known;
  }

  /** The newest view that was heard of. */
  public MailboxView latest() {
    return latest;
  }

  /** Whether the mailbox was deleted. */
  public boolean isGone() {
    return gone;
  }

  /** The saved search result. RFC 9051 §6.4.4.1. */
  public UidSet saved() {
    return saved;
  }

  /** The UIDs of messages that came to this session first. RFC 3501 §2.3.2. */
  public UidSet recent() {
    return recent;
  }

  /** How many of the messages that the client knows are recent. */
  public long countRecent() {
    return known.count(recent);
  }

  /**
   * Messages have come before a UID: those that no other session has claimed are recent in this
   * one. EXAMINE claims none, and IMAP4rev2 knows none. RFC 3501 §6.3.2, RFC 9051 §2.3.2.
   */
  public void arrived(long below, ImapSession session) {
    if (session.features().rev2()) {
      return;
    }
    long first =
        readOnly || !Permission.CHANGE.isIn(rights)
            ? session.store().messages().firstRecent(id)
            : session.store().messages().claimRecent(id, below);
    if (first < below) {
      recent = recent.union(UidSet.range(first, below - 1));
    }
  }

  /** Saves a search result. */
  public void save(UidSet result) {
    saved = result;
  }

  /** Results of searches that are kept up to date. RFC 5267 §4.3. */
  List<SearchUpdates> updates() {
    return List.copyOf(updates);
  }

  /** Whether the search with this tag is kept up to date. */
  public boolean hasUpdates(String tag) {
    return updates.stream().anyMatch(one -> one.tag().equals(tag));
  }

  /** Keeps a result up to date; false when there are too many already. RFC 5267 §4.3.1. */
  public boolean keepUpdated(SearchUpdates result) {
    return updates.size() < MAX_UPDATES && updates.add(result);
  }

  /** Keeps the result of the search with this tag no longer up to date. */
  public void cancelUpdates(String tag) {
    updates.removeIf(one -> one.tag().equals(tag));
  }

  /**
   * The UIDs of the messages that a command names, as far as the client knows them.
   *
   * @return empty when a sequence number is too large, which deserves BAD
   */
  public Optional<UidSet> resolve(SequenceSet messages, boolean byUid) {
    return messages.uids(known, byUid, saved);
  }

  /** Whether the client has anything to be told of. */
  boolean hasNews() {
    return known != latest || ownChange.isPresent() || gone;
  }

  /** Whether the client has anything to be told of that may be told. */
  boolean hasNews(SelectedEvents events) {
    return hasNews() && (events.told() || demanded || ownChange.isPresent());
  }

  /** The client was told of what this view shows, but perhaps of expunges. */
  void compared(MailboxView view) {
    compared = view;
  }

  /** Whether there is nothing new but expunges that the client may not hear of now. */
  boolean hasOnlyExpunges() {
    return known != latest && compared == latest && ownChange.isEmpty();
  }

  /** The client hears of all that is new, whatever it has asked to hear of. */
  void demandNews() {
    demanded = true;
  }

  /** Whether the client is to hear of all that is new, this time. */
  boolean takeDemand() {
    boolean all = demanded;
    demanded = false;
    return all;
  }

  /** This session has put messages into the mailbox, as {@link #latest()} shows. */
  public void ownArrivals(UidSet uids) {
    ownArrivals = ownArrivals.union(uids);
  }

  /** The messages that this session has put into it since it was last told of any. */
  UidSet takeOwnArrivals() {
    UidSet uids = ownArrivals;
    ownArrivals = UidSet.EMPTY;
    return uids;
  }

  /** This session has changed flags, as {@link #latest()} shows. */
  public void ownChange(OwnChange change) {
    ownChange = Optional.of(change);
  }

  /** The change to be told of, once. */
  Optional<OwnChange> takeOwnChange() {
    Optional<OwnChange> change = ownChange;
    ownChange = Optional.empty();
    return change;
  }

  /** The client now knows this view. */
  public void nowKnown(MailboxView view) {
    known = view;
    completeModSeq = view.highestModSeq();
  }

  /** The client now knows this view, in which are messages whose end it could not be told yet. */
  void nowKnownButExpunges(MailboxView view) {
    known = view;
  }

  /** The mod-sequence up to which the client knows all changes. RFC 7162 §3.1.2.1. */
  long completeModSeq() {
    return completeModSeq;
  }

  /** The keywords that the client knows of. */
  Keywords toldKeywords() {
    return toldKeywords;
  }

  /** The client now knows these keywords. */
  void nowTold(Keywords keywords) {
    toldKeywords = keywords;
  }

  /** From now on news wake the session, or no longer. */
  public void listen(boolean on) {
    listening = on;
  }

  @Override
  public void changed(MailboxView view) {
    learn(view);
    if (listening) {
      wake.run();
    }
  }

  /** This session has changed the mailbox, which now is as this view shows. */
  public void offer(MailboxView view) {
    learn(view);
    demandNews();
  }

  /** There is a view, which may be newer than the latest. */
  public synchronized void learn(MailboxView view) {
    if (view.highestModSeq() >= latest.highestModSeq()) {
      latest = view;
    }
  }

  @Override
  public void changed(long mailbox, boolean content) {
    // the view says it
  }

  /** What the user may do with somebody else's mailbox may be different: a session looks then. */
  @Override
  public void listChanged() {
    if (listening) {
      wake.run();
    }
  }

  @Override
  public void gone() {
    gone = true;
    if (listening) {
      wake.run();
    }
  }
}
