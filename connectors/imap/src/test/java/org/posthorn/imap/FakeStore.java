package org.posthorn.imap;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Annotated;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.MessageVisitor;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Placed;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.Rights.Right;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.Stored;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.ThreadRoots;
import org.posthorn.mime.text.SearchText;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;
import org.posthorn.testkit.MemoryContent;

/** One account's mail in memory: ann@posthorn.test with the password {@code secret}. */
public final class FakeStore implements ImapEndpoint {
  /** What becomes of the login of {@code slow}. */
  public final CompletableFuture<Admission> slowLogin = new CompletableFuture<>();

  static final String USER = "ann@posthorn.test";

  private static final long ACCOUNT = 1;
  private static final long SAVED_AT = 1_700_000_000L;

  private final ThreadRoots threads = new ThreadRoots(1 << 10);

  private final TreeMap<MailboxName, FakeMailbox> boxes = new TreeMap<>();
  private final Set<MailboxName> subscribed = new HashSet<>();
  private final Map<Long, MemoryContent> contents = new HashMap<>();
  private final Set<Long> damaged = new HashSet<>();
  private final Set<Long> knownDamaged = new HashSet<>();
  private final List<Long> lost = new ArrayList<>();
  private final Map<String, KeyLogin> clientKeys =
      Map.of(
          "ann-key", new KeyLogin(new Login(ACCOUNT, "ann@posthorn.test"), true),
          "ann-quiet-key", new KeyLogin(new Login(ACCOUNT, "ann@posthorn.test"), false),
          "bob-key", new KeyLogin(new Login(ACCOUNT + 1, "bob@posthorn.test"), false));
  private final List<String> calls = new ArrayList<>();
  private Optional<String> standing = Optional.of("a password");
  private final Set<LoginWatcher> logins = ConcurrentHashMap.newKeySet();
  private final FakeChanges changes = new FakeChanges();
  private final FakeAnnotations annotations = new FakeAnnotations();
  private final FakeQuotas quotas = new FakeQuotas();
  private long nextBox = 1;
  private long nextContent = 1;
  private boolean broken;
  private boolean listOnlySubscribed;
  private long sinkRoom = Long.MAX_VALUE;
  private Optional<TextCandidates> candidates = Optional.empty();
  private Optional<TextRanking> ranking = Optional.empty();

  /** With INBOX, Sent and Trash. */
  public FakeStore() {
    add(MailboxName.INBOX, Optional.empty());
    add(new MailboxName("Sent"), Optional.of(SpecialUse.SENT));
    add(new MailboxName("Trash"), Optional.of(SpecialUse.TRASH));
    subscribed.add(MailboxName.INBOX);
  }

  /**
   * Somebody else's mailbox, in which ann has these rights: {@code Other Users/bob@posthorn.test/}
   * and the name.
   */
  public synchronized void share(String name, String rights) {
    MailboxName full = new MailboxName("Other Users/bob@posthorn.test/" + name);
    FakeMailbox box = boxes.containsKey(full) ? box(full.text()) : add(full, Optional.empty());
    box.owner = "bob@posthorn.test";
    box.change(new Acl.Change(USER, Acl.Operation.REPLACE, Rights.parse(rights).orElseThrow()));
    changes.listChanged();
  }

  /** From now on lists have others' mailboxes only where they are subscribed. */
  public synchronized void listOnlySubscribed() {
    listOnlySubscribed = true;
  }

  /** From now on every call about mailboxes and messages fails. */
  public synchronized void breakDown(boolean on) {
    broken = on;
  }

  /** From now on contents longer than this fail like a full disk. */
  public synchronized void sinkRoom(long octets) {
    sinkRoom = octets;
  }

  /** From now on an index says this of any text in any mailbox. */
  public synchronized void index(TextCandidates known) {
    candidates = Optional.of(known);
  }

  /** From now on an index says this of any words in any mailbox. */
  public synchronized void ranks(TextRanking known) {
    ranking = Optional.of(known);
  }

  @Override
  public synchronized Optional<TextRanking> textRanking(
      long mailbox, String words, boolean header) {
    return ranking;
  }

  @Override
  public void visit(long[] contentIds, MessageVisitor visitor) {
    for (int i = contentIds.length - 1; i >= 0; i--) { // any order will do
      visitor.see(i, facts(new long[] {contentIds[i]}).get(0), content(contentIds[i]));
    }
  }

  @Override
  public synchronized Optional<TextCandidates> textCandidates(long mailbox, SearchText text) {
    return candidates;
  }

  /** The changing calls so far: {@code append 2}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many watch a mailbox. */
  public synchronized int watchers(String name) {
    return box(name).watchers.size();
  }

  /** Delivers a message, as mail that comes in. Answers its UID. */
  public synchronized long deliver(String mailbox, String message, String... flags) {
    MemoryContent content = keep(message.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    NewMessage added = new NewMessage(content, Flags.of(List.of(flags)), SAVED_AT);
    return append(box(mailbox).id, List.of(added)).result().orElseThrow().target().first(0);
  }

  /** The id of a mailbox. */
  public synchronized long id(String mailbox) {
    return box(mailbox).id;
  }

  private FakeMailbox box(String name) {
    return Optional.ofNullable(boxes.get(new MailboxName(name))).orElseThrow();
  }

  private FakeMailbox add(MailboxName name, Optional<SpecialUse> use) {
    long id = nextBox++;
    FakeMailbox box = new FakeMailbox(id, name, 1000 + id, use, changes);
    boxes.put(name, box);
    return box;
  }

  private Optional<FakeMailbox> box(long id) {
    if (broken) {
      throw new IllegalStateException("broken down");
    }
    return boxes.values().stream().filter(box -> box.id == id).findFirst();
  }

  private MemoryContent keep(byte[] octets) {
    MemoryContent content = new MemoryContent(nextContent++, octets);
    contents.put(content.id(), content);
    return content;
  }

  @Override
  public synchronized MailboxList mailboxes(long account) {
    box(0);
    List<MailboxList.Mailbox> all = boxes.values().stream().map(FakeMailbox::named).toList();
    MailboxList own =
        new MailboxList(all.stream().filter(box -> !box.foreign()).toList(), subscribed);
    List<MailboxList.Mailbox> others =
        all.stream().filter(box -> box.foreign() && !box.rights().isEmpty()).toList();
    if (others.isEmpty()) {
      return own;
    }
    return listOnlySubscribed ? own.withQuiet(others) : own.with(others);
  }

  @Override
  public synchronized Outcome<MailboxList.Mailbox> create(
      long account, MailboxName name, Optional<SpecialUse> use) {
    if (boxes.containsKey(name)) {
      return Outcome.refused(Refusal.ALREADYEXISTS);
    }
    if (name.isForeign() && above(name).filter(box -> !box.lacks(Right.CREATE)).isEmpty()) {
      return Outcome.refused(Refusal.NOPERM);
    }
    if (!quotas.fitMailbox(above(name).map(box -> box.owner).orElse(USER), boxes.values())) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    name.parents().stream()
        .filter(parent -> !name.isForeign())
        .filter(parent -> !mailboxes(account).isTaken(parent))
        .forEach(parent -> add(parent, Optional.empty()));
    FakeMailbox added = add(name, use);
    above(name)
        .ifPresent(
            parent -> {
              added.owner = parent.owner;
              added.acl.putAll(parent.acl);
            });
    changes.listChanged();
    return Outcome.done(added.named());
  }

  private Optional<FakeMailbox> above(MailboxName name) {
    return name.parents().stream()
        .flatMap(parent -> Optional.ofNullable(boxes.get(parent)).stream())
        .reduce((outer, inner) -> inner);
  }

  @Override
  public synchronized Outcome<MailboxName> delete(long account, MailboxName name) {
    Optional<FakeMailbox> box = mailboxes(account).find(name).flatMap(found -> box(found.id()));
    if (box.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    if (box.get().lacks(Right.DELETE)) {
      return Outcome.refused(Refusal.NOPERM);
    }
    boxes.remove(name);
    changes.listChanged();
    List.copyOf(box.get().watchers).forEach(MailboxWatcher::gone);
    return Outcome.done(name);
  }

  @Override
  public synchronized Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to) {
    if (mailboxes(account).isTaken(to)) {
      return Outcome.refused(Refusal.ALREADYEXISTS);
    }
    if (boxes.containsKey(from) && box(from.text()).lacks(Right.DELETE)
        || to.isForeign() && above(to).filter(box -> !box.lacks(Right.CREATE)).isEmpty()) {
      return Outcome.refused(Refusal.NOPERM);
    }
    if (from.isInbox()) {
      FakeMailbox target = add(to, Optional.empty());
      changes.listChanged();
      move(box("INBOX").id, box("INBOX").view.uids(), target.id, Rights.ALL);
      return Outcome.done(to);
    }
    for (MailboxName name : List.copyOf(boxes.keySet())) {
      if (name.equals(from) || name.isBelow(from)) {
        FakeMailbox box = Objects.requireNonNull(boxes.remove(name));
        box.name = name.moved(from, to);
        boxes.put(box.name, box);
      }
    }
    changes.listChanged();
    return Outcome.done(to);
  }

  @Override
  public synchronized Outcome<Acl> acl(long mailbox) {
    return Outcome.done(box(mailbox).orElseThrow().listed());
  }

  @Override
  public synchronized Outcome<Boolean> changeAcl(long mailbox, Acl.Change change) {
    FakeMailbox box = box(mailbox).orElseThrow();
    Outcome<Rights> always = rightsFor(mailbox, change.identifier());
    if (always instanceof Outcome.Refused<Rights> refused) {
      return Outcome.refused(refused.reason());
    }
    if (always.result().orElseThrow().equals(Rights.ALL)) {
      return change.applyTo(Rights.ALL).equals(Rights.ALL)
          ? Outcome.done(false)
          : Outcome.refused(Refusal.CANNOT);
    }
    box.change(change);
    return Outcome.done(true);
  }

  @Override
  public synchronized Outcome<Rights> rightsFor(long mailbox, String identifier) {
    String name = identifier.startsWith("-") ? identifier.substring(1) : identifier;
    if (name.equals(box(mailbox).orElseThrow().owner)) {
      return Outcome.done(Rights.ALL);
    }
    return name.equals(Acl.ANYONE) || name.endsWith("@posthorn.test")
        ? Outcome.done(Rights.NONE)
        : Outcome.refused(Refusal.NOBODY);
  }

  @Override
  public synchronized void subscribe(long account, MailboxName name, boolean on) {
    if (on) {
      subscribed.add(name);
    } else {
      subscribed.remove(name);
    }
    changes.listChanged();
  }

  @Override
  public synchronized Optional<MailboxView> view(long mailbox) {
    return box(mailbox).map(box -> box.view);
  }

  /** From now on what comes is recent until a session has claimed it. */
  public synchronized void keepRecent() {
    boxes.values().forEach(box -> box.firstRecent = box.view.uidNext());
  }

  @Override
  public synchronized long firstRecent(long mailbox) {
    return box(mailbox).map(box -> box.firstRecent).orElse(Long.MAX_VALUE);
  }

  @Override
  public synchronized long claimRecent(long mailbox, long below) {
    long first = Math.min(below, firstRecent(mailbox));
    box(mailbox).filter(box -> first < below).ifPresent(box -> box.firstRecent = below);
    return first;
  }

  @Override
  public synchronized void watch(long mailbox, MailboxWatcher watcher) {
    box(mailbox).ifPresent(box -> box.watchers.add(watcher));
  }

  @Override
  public synchronized void unwatch(long mailbox, MailboxWatcher watcher) {
    boxes.values().forEach(box -> box.watchers.remove(watcher));
  }

  @Override
  public synchronized void watchChanges(
      long account, Collection<Long> mailboxes, ChangeWatcher watcher) {
    changes.watch(mailboxes, watcher);
  }

  @Override
  public synchronized void unwatchChanges(ChangeWatcher watcher) {
    changes.unwatch(watcher);
  }

  /** How many sessions hear of mailboxes that they have not selected. */
  public synchronized int changeWatchers() {
    return changes.count();
  }

  @Override
  public synchronized UidSet expungedSince(long mailbox, long modSeq) {
    return box(mailbox).map(box -> box.expungedSince(modSeq)).orElse(UidSet.EMPTY);
  }

  @Override
  public synchronized ContentSink content() {
    box(0);
    return new FakeSink(sinkRoom, this::stored);
  }

  private synchronized Content stored(byte[] octets) {
    return keep(octets);
  }

  @Override
  public synchronized Outcome<Placed> append(long mailbox, List<NewMessage> messages) {
    Optional<FakeMailbox> found = box(mailbox);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    FakeMailbox box = found.get();
    long octets = messages.stream().mapToLong(m -> m.content().size()).sum();
    if (!quotas.fit(box.owner, boxes.values(), messages.size(), octets)) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    return put(box, messages);
  }

  private Outcome<Placed> put(FakeMailbox box, List<NewMessage> messages) {
    calls.add("append " + messages.size());
    long first = box.view.uidNext();
    List<MailboxChange.Message> added = new ArrayList<>();
    for (NewMessage m : messages) {
      added.add(
          new MailboxChange.Message(
              first + added.size(),
              m.flags(),
              (int) m.content().size(),
              m.internalDate(),
              SAVED_AT,
              m.content().id()));
    }
    box.apply(new MailboxChange.Added(box.nextModSeq(), added));
    UidSet uids = UidSet.range(first, first + messages.size() - 1);
    return Outcome.done(new Placed(box.view.uidValidity(), UidSet.EMPTY, uids, box.view));
  }

  @Override
  public synchronized Outcome<Placed> replace(long from, long uid, long to, NewMessage message) {
    UidSet old = UidSet.range(uid, uid);
    Optional<FakeMailbox> source = box(from).filter(box -> !box.view.present(old).isEmpty());
    if (source.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    FakeMailbox box = source.get();
    long octets = message.content().size() - box.view.octets(box.view.indexOf(uid));
    if (!quotas.fit(box.owner, boxes.values(), 0, octets)) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    Outcome<Placed> placed = put(box(to).orElseThrow(), List.of(message));
    box.expunge(old);
    return placed;
  }

  @Override
  public synchronized Outcome<Stored> store(
      long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    calls.add("store " + uids);
    Optional<FakeMailbox> found = box(mailbox);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    FakeMailbox box = found.get();
    if (box.view.bitsFor(change).isEmpty()) {
      return Outcome.refused(Refusal.LIMIT);
    }
    return Outcome.done(box.store(uids, change, unchangedSince));
  }

  @Override
  public synchronized Outcome<Placed> copy(long from, UidSet uids, long to, Rights rights) {
    if (box(from).filter(box -> !box.view.present(uids).equals(uids)).isPresent()) {
      return Outcome.refused(Refusal.EXPUNGEISSUED);
    }
    return copy(from, uids, to, rights, true);
  }

  private Outcome<Placed> copy(long from, UidSet uids, long to, Rights rights, boolean limited) {
    Optional<FakeMailbox> source = box(from);
    Optional<FakeMailbox> target = box(to);
    if (source.isEmpty() || target.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    UidSet present = source.get().view.present(uids);
    if (present.isEmpty()) {
      return Outcome.done(
          new Placed(
              target.get().view.uidValidity(), UidSet.EMPTY, UidSet.EMPTY, target.get().view));
    }
    long first = target.get().view.uidNext();
    List<MailboxChange.Message> copies = source.get().messages(present, first, rights);
    long octets = copies.stream().mapToLong(MailboxChange.Message::size).sum();
    if (limited && !quotas.fit(target.get().owner, boxes.values(), copies.size(), octets)) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    target.get().apply(new MailboxChange.Added(target.get().nextModSeq(), copies));
    return Outcome.done(
        new Placed(
            target.get().view.uidValidity(),
            present,
            UidSet.range(first, first + copies.size() - 1),
            target.get().view));
  }

  @Override
  public synchronized Outcome<Placed> move(long from, UidSet uids, long to, Rights rights) {
    boolean limited = !box(from).map(box -> box.owner).equals(box(to).map(box -> box.owner));
    Outcome<Placed> outcome = copy(from, uids, to, rights, limited);
    outcome
        .result()
        .filter(placed -> !placed.source().isEmpty())
        .ifPresent(placed -> box(from).orElseThrow().expunge(placed.source()));
    return outcome;
  }

  @Override
  public synchronized Outcome<MailboxView> expunge(long mailbox, UidSet uids) {
    Optional<FakeMailbox> found = box(mailbox);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    FakeMailbox box = found.get();
    UidSet deleted = box.deleted(uids);
    if (!deleted.isEmpty()) {
      box.expunge(deleted);
    }
    return Outcome.done(box.view);
  }

  /** The limits; tests set them here. */
  FakeQuotas quotas() {
    return quotas;
  }

  @Override
  public synchronized Outcome<Quota> quota(Login who, String root) {
    box(0);
    return quotas.named(root, boxes.values());
  }

  @Override
  public synchronized Outcome<Quota> quotaOf(long mailbox) {
    return Outcome.done(quotas.of(box(mailbox).orElseThrow().owner, boxes.values()));
  }

  @Override
  public synchronized Outcome<Quota> changeQuota(Login who, String root, QuotaLimits limits) {
    return quotas.change(root, limits, boxes.values());
  }

  @Override
  public synchronized boolean hasRoom(long mailbox, long messages, long octets) {
    return quotas.fit(box(mailbox).orElseThrow().owner, boxes.values(), messages, octets);
  }

  /** The annotations; tests set those of others here. */
  FakeAnnotations annotations() {
    return annotations;
  }

  @Override
  public SortedMap<String, byte[]> annotations(
      long account, long mailbox, Collection<String> entries) {
    return annotations.of(mailbox, entries);
  }

  @Override
  public Map<Long, SortedMap<String, byte[]>> annotations(
      long account, Collection<String> entries) {
    return annotations.ofMailboxes(entries);
  }

  @Override
  public Annotated annotate(
      long account, long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    return annotations.set(mailbox, values, from);
  }

  @Override
  public void watchAnnotations(long account, AnnotationWatcher watcher) {
    annotations.watchers().add(watcher);
  }

  @Override
  public void unwatchAnnotations(AnnotationWatcher watcher) {
    annotations.watchers().remove(watcher);
  }

  @Override
  public synchronized List<MessageHead> heads(long[] contentIds) {
    List<MessageHead> heads = new ArrayList<>();
    for (long id : contentIds) {
      MessageFacts facts = facts(new long[] {id}).get(0);
      byte[] header = new byte[facts.headerLength()];
      content(id).read(0, ByteBuffer.wrap(header));
      boolean few = header.length <= MessageHead.MOST_OCTETS;
      heads.add(few ? MessageHead.of(facts, header) : MessageHead.of(facts));
    }
    return heads;
  }

  @Override
  public synchronized List<MessageFacts> facts(long[] contentIds) {
    List<MessageFacts> facts = new ArrayList<>();
    for (long id : contentIds) {
      FactsReader reader = new FactsReader(threads);
      reader.feed(ByteBuffer.wrap(message(id).octets()));
      facts.add(reader.finish());
    }
    return facts;
  }

  @Override
  public synchronized Content content(long contentId) {
    MemoryContent whole = message(contentId);
    return damaged.contains(contentId) ? new DamagedContent(whole) : whole;
  }

  /** The last octet of a content is wrong from now on, as its checksum tells. */
  public synchronized void damage(long contentId) {
    damaged.add(contentId);
  }

  @Override
  public void lost(long contentId) {
    lost.add(contentId);
  }

  /** The contents of which operators were told that they are not there. */
  public List<Long> lost() {
    return lost;
  }

  /** As the store gives it: the last octets are held back, and then it is known. */
  private final class DamagedContent implements Content {
    private final MemoryContent whole;

    DamagedContent(MemoryContent whole) {
      this.whole = whole;
    }

    @Override
    public long id() {
      return whole.id();
    }

    @Override
    public long size() {
      return whole.size();
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      if (offset + target.remaining() >= size()) {
        knownDamaged.add(id());
        throw new ContentDamaged(id(), "a wrong checksum");
      }
      return whole.read(offset, target);
    }

    @Override
    public void requireReadable() {
      if (knownDamaged.contains(id())) {
        throw new ContentDamaged(id(), "a wrong checksum");
      }
    }
  }

  /** Frees the octets with a content id, as long after an expunge. */
  public synchronized void free(long contentId) {
    contents.remove(contentId);
  }

  /** The octets with a content id. */
  public synchronized MemoryContent message(long contentId) {
    return Optional.ofNullable(contents.get(contentId))
        .orElseThrow(() -> new ContentGone(contentId));
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    return user.equals("slow")
        ? slowLogin
        : CompletableFuture.completedFuture(admission(user, password));
  }

  private Admission admission(String user, String password) {
    if (user.equals("throttled")) {
      return new Admission.Throttled(Duration.ofMillis(29_001));
    }
    if (user.equals("unavailable")) {
      return new Admission.Unavailable();
    }
    return user.equalsIgnoreCase("ann@posthorn.test") && password.equals("secret")
        ? new Admission.Granted(new Login(ACCOUNT, USER, quotas.administered()))
        : new Admission.Denied();
  }

  @Override
  public Rights rightsOf(long account, long mailbox) {
    return Optional.ofNullable(mailboxes(account).foreign().get(mailbox))
        .map(MailboxList.Mailbox::rights)
        .orElse(Rights.NONE);
  }

  /** From now on logins rest on this, or on nothing. */
  public synchronized void standing(Optional<String> text) {
    standing = text;
  }

  @Override
  public void watchLogin(long account, LoginWatcher watcher) {
    logins.add(watcher);
  }

  @Override
  public void unwatchLogin(long account, LoginWatcher watcher) {
    logins.remove(watcher);
  }

  /** Who wants to hear that a login may have ended. */
  Set<LoginWatcher> logins() {
    return logins;
  }

  @Override
  public synchronized Optional<String> standing(Login login, Optional<String> fingerprint) {
    box(0); // fails where all does
    return fingerprint.isEmpty() || clientKeys.containsKey(fingerprint.get())
        ? standing
        : Optional.empty();
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    if (fingerprint.equals("broken")) {
      throw new IllegalStateException("no database");
    }
    return Optional.ofNullable(clientKeys.get(fingerprint));
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return keyLogin(fingerprint)
        .map(KeyLogin::login)
        .filter(login -> identity.isEmpty() || identity.equals(login.address()))
        .<Admission>map(Admission.Granted::new)
        .orElseGet(Admission.Denied::new);
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return new ScramKeys(new byte[16], 4096, new byte[32], new byte[32]);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return new Admission.Denied();
  }
}
