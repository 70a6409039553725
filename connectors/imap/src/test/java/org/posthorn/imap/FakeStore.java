package org.posthorn.imap;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.Sharing;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.sasl.Login;
import org.posthorn.testkit.MemoryContent;

/** One account's mail in memory: that of ann@posthorn.test, and what bob shares with her. */
public final class FakeStore implements ImapEndpoint, MailStore, AccountStore {
  static final String USER = "ann@posthorn.test";

  private static final String OTHER = "bob@posthorn.test";
  private static final long SAVED_AT = 1_700_000_000L;

  private final TreeMap<MailboxName, FakeMailbox> boxes = new TreeMap<>();
  private final FakeContents contents = new FakeContents();
  private final FakeLogins logins = new FakeLogins(this);
  private final FakeFolders folders = new FakeFolders(this, boxes);
  private final FakeMessages messages = new FakeMessages(this);
  private final FakeAnnotations annotations = new FakeAnnotations(this);
  private final FakeChanges changes = new FakeChanges(this);
  private final FakeQuotas quotas = new FakeQuotas(this);
  private long nextBox = 1;
  private volatile boolean broken;
  private Optional<TextCandidates> candidates = Optional.empty();
  private Optional<TextRanking> ranking = Optional.empty();

  /** With INBOX, Sent and Trash. */
  public FakeStore() {
    add(MailboxName.INBOX, Optional.empty());
    add(new MailboxName("Sent"), Optional.of(SpecialUse.SENT));
    add(new MailboxName("Trash"), Optional.of(SpecialUse.TRASH));
    folders.subscribe(MailboxName.INBOX, true);
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public FakeLogins logins() {
    return logins;
  }

  @Override
  public MailStore store() {
    return this;
  }

  private final FakeUrls urls = new FakeUrls();

  @Override
  public FakeUrls urls() {
    return urls;
  }

  @Override
  public AccountStore as(Login account) {
    return this;
  }

  @Override
  public FakeFolders folders() {
    return folders;
  }

  @Override
  public FakeMessages messages() {
    return messages;
  }

  @Override
  public Sharing sharing() {
    return folders;
  }

  @Override
  public FakeAnnotations metadata() {
    return annotations;
  }

  @Override
  public FakeQuotas quotas() {
    return quotas;
  }

  @Override
  public FakeChanges changes() {
    return changes;
  }

  /** The annotations; tests set those of others here. */
  FakeAnnotations annotations() {
    return annotations;
  }

  FakeContents contents() {
    return contents;
  }

  /** Does something with a mailbox for which ann needs rights. */
  <T> Outcome<T> allowed(
      long mailbox, Function<FakeMailbox, Outcome<T>> action, Permission... needed) {
    synchronized (this) {
      Optional<FakeMailbox> box = box(mailbox);
      if (box.isEmpty()) {
        return Outcome.refused(Refusal.NONEXISTENT);
      }
      Rights rights = box.get().rights();
      for (Permission one : needed) {
        if (!one.isIn(rights)) {
          return Outcome.refused(rights.refusal());
        }
      }
      return action.apply(box.get());
    }
  }

  /**
   * Somebody else's mailbox, in which ann has these rights: {@code Other Users/bob@posthorn.test/}
   * and the name.
   */
  public void share(String name, String rights) {
    share(OTHER, name, rights);
  }

  /** The same of somebody with another address. */
  synchronized void share(String owner, String name, String rights) {
    MailboxName full = new MailboxName("Other Users/" + owner + "/" + name);
    FakeMailbox box = boxes.containsKey(full) ? box(full.text()) : add(full, Optional.empty());
    box.owner = owner;
    box.change(new Acl.Change(USER, Acl.Operation.REPLACE, Rights.parse(rights).orElseThrow()));
    changes.listChanged();
  }

  /** The owner of a mailbox changes flags. */
  synchronized void touch(long mailbox, UidSet uids, FlagChange change) {
    FakeMailbox box = box(mailbox).orElseThrow();
    box.apply(new MailboxChange.Flagged(box.nextModSeq(), uids, change));
  }

  /** From now on lists have others' mailboxes only where they are subscribed. */
  public synchronized void listOnlySubscribed() {
    folders.listOnlySubscribed();
  }

  /** From now on every call about mailboxes and messages fails. */
  public void breakDown(boolean on) {
    broken = on;
  }

  /** Fails when all does. */
  void requireWorking() {
    if (broken) {
      throw new IllegalStateException("broken down");
    }
  }

  /** From now on contents longer than this fail like a full disk. */
  public void sinkRoom(long octets) {
    messages.sinkRoom(octets);
  }

  /** From now on an index says this of any text in any mailbox. */
  public synchronized void index(TextCandidates known) {
    candidates = Optional.of(known);
  }

  /** From now on an index says this of any words in any mailbox. */
  public synchronized void ranks(TextRanking known) {
    ranking = Optional.of(known);
  }

  synchronized Optional<TextCandidates> candidates() {
    return candidates;
  }

  synchronized Optional<TextRanking> ranking() {
    return ranking;
  }

  /** The changing calls so far: {@code append 2}. */
  public List<String> calls() {
    return messages.calls();
  }

  /** How many watch a mailbox. */
  public synchronized int watchers(String name) {
    return box(name).watchers.size();
  }

  /** How many sessions hear of mailboxes that they have not selected. */
  public synchronized int changeWatchers() {
    return changes.count();
  }

  /** Delivers a message, as mail that comes in. Answers its UID. */
  public synchronized long deliver(String mailbox, String message, String... flags) {
    MemoryContent content = contents.keep(message.getBytes(StandardCharsets.UTF_8));
    return messages.deliver(
        box(mailbox), new NewMessage(content, Flags.of(List.of(flags)), SAVED_AT));
  }

  /** The id of a mailbox. */
  public synchronized long id(String mailbox) {
    return box(mailbox).id;
  }

  /** The messages of a mailbox, whoever may read them. */
  public synchronized Optional<MailboxView> view(long mailbox) {
    return box(mailbox).map(box -> box.view);
  }

  /** From now on what comes is recent until a session has claimed it. */
  public synchronized void keepRecent() {
    boxes.values().forEach(box -> box.firstRecent = box.view.uidNext());
  }

  /** Frees the octets with a content id, as long after an expunge. */
  public void free(long contentId) {
    contents.free(contentId);
  }

  /** The last octet of a content is wrong from now on, as its checksum tells. */
  public void damage(long contentId) {
    contents.damage(contentId);
  }

  /** The octets with a content id. */
  public MemoryContent message(long contentId) {
    return contents.message(contentId);
  }

  /** The contents of which operators were told that they are not there. */
  public List<Long> lost() {
    return contents.lost();
  }

  private FakeMailbox box(String name) {
    return Optional.ofNullable(boxes.get(new MailboxName(name))).orElseThrow();
  }

  synchronized Optional<FakeMailbox> box(long id) {
    requireWorking();
    return boxes.values().stream().filter(box -> box.id == id).findFirst();
  }

  synchronized Collection<FakeMailbox> all() {
    return List.copyOf(boxes.values());
  }

  synchronized FakeMailbox add(MailboxName name, Optional<SpecialUse> use) {
    long id = nextBox++;
    FakeMailbox box = new FakeMailbox(id, name, 1000 + id, use, changes);
    boxes.put(name, box);
    return box;
  }
}
