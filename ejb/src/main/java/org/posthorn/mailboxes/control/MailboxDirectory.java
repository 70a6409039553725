package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.accounts.boundary.Limits;
import org.posthorn.mailboxes.control.UnfinishedRenames.Unfinished;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailboxes.entity.Subscription;
import org.posthorn.mailstore.FolderChange;
import org.posthorn.mailstore.FolderChange.Kind;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.schema.boundary.Violations;
import org.posthorn.transactions.boundary.Transactions;

/** Which mailboxes an account has, cached; and the changes of that list. */
@ApplicationScoped
public class MailboxDirectory {
  private static final System.Logger LOG = System.getLogger(MailboxDirectory.class.getName());

  private static final Map<String, SpecialUse> INITIAL =
      Map.of(
          "Sent", SpecialUse.SENT,
          "Drafts", SpecialUse.DRAFTS,
          "Archive", SpecialUse.ARCHIVE,
          "Trash", SpecialUse.TRASH,
          "Junk", SpecialUse.JUNK);

  private static final MailboxList NOTHING = new MailboxList(List.of(), List.of());
  private static final long READING_MILLIS = 500;
  private static final int AT_ONCE = 500;

  /** Mailboxes that get another name in one transaction (ADR 58). */
  static final int RENAMED = 500;

  @Inject Transactions transactions;
  @Inject ChangeFeed feed;
  @Inject Limits limits;
  @Inject GrantCache shares;
  @Inject Grants grants;
  @Inject UidValidities uidValidities;
  @Inject UnfinishedRenames renames;
  @Inject FolderLog folders;
  @PersistenceContext EntityManager entities;

  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  @Inject
  @ConfigProperty(name = "posthorn.store.max-mailboxes", defaultValue = "20000")
  int maxMailboxes;

  private final ConcurrentHashMap<Long, MailboxList> lists = new ConcurrentHashMap<>();
  private final ReentrantLock[] readers =
      Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);
  private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();
  private final AtomicLong changes = new AtomicLong();

  /** The mailboxes of an account, now. */
  public MailboxList list(long account) {
    MailboxList known = shared ? null : lists.get(account);
    if (known != null) {
      return known;
    }
    return shared ? readNow(account) : readOnce(account);
  }

  /**
   * One reads for all who want the same list at the same moment, such as the twenty sessions that
   * hear of a change by NOTIFY. Nobody waits for long, because it may hold a transaction itself.
   */
  private MailboxList readOnce(long account) {
    ReentrantLock reading = readers[Math.floorMod(account, readers.length)];
    boolean alone = locked(reading);
    try {
      MailboxList known = lists.get(account);
      return known != null ? known : readNow(account);
    } finally {
      if (alone) {
        reading.unlock();
      }
    }
  }

  private static boolean locked(ReentrantLock lock) {
    try {
      return lock.tryLock(READING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private MailboxList readNow(long account) {
    long before = changes.get();
    MailboxList read = transactions.call(() -> read(account));
    lists.put(account, read);
    if (changes.get() != before) { // what was read may be old by now
      lists.remove(account, read);
    }
    return read;
  }

  private MailboxList read(long account) {
    return new MailboxList(
        ofAccount(account).stream().map(Mailbox::listed).toList(),
        entities
            .createNamedQuery(Subscription.OF_ACCOUNT, Subscription.class)
            .setParameter("account", account)
            .getResultStream()
            .map(Subscription::name)
            .toList());
  }

  private List<Mailbox> ofAccount(long account) {
    return entities
        .createNamedQuery(Mailbox.OF_ACCOUNT, Mailbox.class)
        .setParameter("account", account)
        .getResultList();
  }

  /** Throws the list of an account away; it is read again when needed. */
  public void forget(long account) {
    changes.incrementAndGet();
    lists.remove(account);
    shares.changed(account);
  }

  private void changed(long account) {
    forget(account);
    feed.listChanged(account);
  }

  /** Gives a new account its mailboxes. Within the transaction that creates the account. */
  public void createInitial(long account) {
    long first = uidValidities.take(1L + INITIAL.size());
    entities.persist(new Mailbox(account, MailboxName.INBOX, first, Optional.empty()));
    entities.persist(new Subscription(account, MailboxName.INBOX));
    long next = first + 1;
    for (Map.Entry<String, SpecialUse> initial : INITIAL.entrySet()) {
      MailboxName mailbox = new MailboxName(initial.getKey());
      entities.persist(new Mailbox(account, mailbox, next++, Optional.of(initial.getValue())));
      entities.persist(new Subscription(account, mailbox));
    }
    forget(account);
  }

  /** Ends the subscriptions of an account, some at a time. */
  public void deleteSubscriptions(long account) {
    int ended;
    do {
      ended = transactions.call(() -> endSubscriptions(account));
    } while (ended > 0);
    forget(account);
  }

  private int endSubscriptions(long account) {
    List<Subscription> some =
        entities
            .createNamedQuery(Subscription.OF_ACCOUNT, Subscription.class)
            .setParameter("account", account)
            .setMaxResults(AT_ONCE)
            .getResultList();
    some.forEach(entities::remove);
    return some.size();
  }

  /** Creates a mailbox and those above it that are missing; one after the other, for the limits. */
  public Outcome<MailboxList.Mailbox> create(
      long account, MailboxName name, Optional<SpecialUse> use) {
    return create(account, name, use, Consent.OWNER);
  }

  /** The same by another account, if the owner's list and rights still allow it. */
  Outcome<MailboxList.Mailbox> create(
      long account, MailboxName name, Optional<SpecialUse> use, Consent consent) {
    synchronized (lock(account)) {
      return createAlone(account, name, use, consent);
    }
  }

  private Object lock(long account) {
    return locks[(int) (account % locks.length)];
  }

  private Outcome<MailboxList.Mailbox> createAlone(
      long account, MailboxName name, Optional<SpecialUse> use, Consent consent) {
    finishRename(account);
    MailboxList list = list(account);
    if (list.find(name).isPresent()) {
      return Outcome.refused(Refusal.ALREADYEXISTS);
    }
    if (list.all().size() + name.parents().size() >= maxMailboxes) {
      return Outcome.refused(Refusal.LIMIT);
    }
    if (use.isPresent() && list.all().stream().anyMatch(m -> m.use().equals(use))) {
      return Outcome.refused(Refusal.USEATTR);
    }
    if (!roomFor(account, 1 + missing(name, list), list)) {
      return Outcome.refused(Refusal.OVERQUOTA); // RFC 9208 §5.3
    }
    try {
      Outcome<MailboxList.Mailbox> created =
          transactions.call(() -> insert(account, name, use, consent));
      if (created.result().isPresent()) {
        changed(account);
      }
      return created;
    } catch (RuntimeException e) {
      forget(account);
      if (list(account).find(name).isPresent()) { // somebody was faster
        return Outcome.refused(Refusal.ALREADYEXISTS);
      }
      throw e;
    }
  }

  private Outcome<MailboxList.Mailbox> insert(
      long account, MailboxName name, Optional<SpecialUse> use, Consent consent) {
    MailboxList now = name.parents().isEmpty() ? NOTHING : read(account);
    Optional<Refusal> refusal = consent.refusal(now);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Optional<MailboxList.Mailbox> above = createParents(account, name, now);
    return Outcome.done(
        add(new Mailbox(account, name, uidValidities.take(1), use), above).listed());
  }

  private boolean roomFor(long account, long added, MailboxList list) {
    return limits.of(account).fitMailboxes(list.all().size(), added);
  }

  private static long missing(MailboxName name, MailboxList list) {
    return name.parents().stream().filter(parent -> !list.isTaken(parent)).count();
  }

  /** Answers the nearest that was there already. */
  private Optional<MailboxList.Mailbox> createParents(
      long account, MailboxName name, MailboxList now) {
    Optional<MailboxList.Mailbox> above = nearestAbove(name, now);
    for (MailboxName parent : name.parents()) {
      if (!now.isTaken(parent)) {
        add(new Mailbox(account, parent, uidValidities.take(1), Optional.empty()), above);
      }
    }
    return above;
  }

  /** The nearest mailbox above a name. */
  static Optional<MailboxList.Mailbox> nearestAbove(MailboxName name, MailboxList list) {
    return name.parents().stream()
        .flatMap(parent -> list.find(parent).stream())
        .reduce((outer, inner) -> inner);
  }

  private Mailbox add(Mailbox mailbox, Optional<MailboxList.Mailbox> above) {
    entities.persist(mailbox);
    FolderChange created = FolderChange.of(Kind.CREATED, mailbox.id(), mailbox.name());
    folders.add(mailbox.accountId(), List.of(created));
    above.ifPresent(parent -> grants.inherit(parent.id(), mailbox.id())); // RFC 4314 §4, CREATE
    return mailbox;
  }

  /**
   * Renames a mailbox, not INBOX, and all below it. Many of them get their names in several
   * transactions, so that others come in between; what is interrupted is finished later.
   */
  public Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to) {
    return rename(account, from, to, Consent.OWNER);
  }

  /** The same by another account, if the owner's list and rights still allow it. */
  Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to, Consent consent) {
    synchronized (lock(account)) {
      return renameAlone(account, from, to, consent);
    }
  }

  private Outcome<MailboxName> renameAlone(
      long account, MailboxName from, MailboxName to, Consent consent) {
    finishRename(account);
    MailboxList list = list(account);
    if (!list.isTaken(from)) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    if (list.isTaken(to)) {
      return Outcome.refused(Refusal.ALREADYEXISTS);
    }
    if (to.isBelow(from)) {
      return Outcome.refused(Refusal.CANNOT);
    }
    if (!roomFor(account, missing(to, list), list)) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    try {
      Unfinished rename = new Unfinished(account, from, to);
      Optional<Refusal> refusal = transactions.call(() -> begin(rename, consent));
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
    } catch (RuntimeException e) {
      forget(account);
      if (list(account).find(to).isPresent()) { // somebody was faster
        return Outcome.refused(Refusal.ALREADYEXISTS);
      }
      throw e;
    }
    finishRename(account);
    changed(account); // not before: here all see the whole tree with either name
    return Outcome.done(to);
  }

  /** Does all that is to be done, if that is not too much for one transaction. */
  private Optional<Refusal> begin(Unfinished rename, Consent consent) {
    MailboxList now = read(rename.account());
    Optional<Refusal> refusal = consent.refusal(now);
    if (refusal.isPresent()) {
      return refusal;
    }
    createParents(rename.account(), rename.to(), now);
    List<Long> tree = tree(now, rename.from());
    if (tree.size() <= RENAMED) {
      move(rename, tree);
    } else {
      renames.begin(rename);
    }
    return refusal;
  }

  private static List<Long> tree(MailboxList list, MailboxName root) {
    return list.all().stream()
        .filter(mailbox -> isOrIsBelow(mailbox.name(), root))
        .map(MailboxList.Mailbox::id)
        .toList();
  }

  private static boolean isOrIsBelow(MailboxName name, MailboxName root) {
    return name.equals(root) || name.isBelow(root);
  }

  private void move(Unfinished rename, List<Long> mailboxes) {
    folders.hold(rename.account()); // before they are read, so that none is deleted meanwhile
    List<Mailbox> moved =
        entities
            .createNamedQuery(Mailbox.OF_ACCOUNT_AMONG, Mailbox.class)
            .setParameter("account", rename.account())
            .setParameter("mailboxes", mailboxes)
            .getResultStream()
            .filter(mailbox -> isOrIsBelow(mailbox.name(), rename.from()))
            .toList();
    if (!moved.isEmpty()) {
      folders.add(rename.account(), moved.stream().map(each -> renamed(each, rename)).toList());
      moved.forEach(each -> each.rename(each.name().moved(rename.from(), rename.to())));
    }
  }

  private static FolderChange renamed(Mailbox mailbox, Unfinished rename) {
    MailboxName name = mailbox.name();
    return FolderChange.renamed(mailbox.id(), name, name.moved(rename.from(), rename.to()));
  }

  /** Finishes what this server has begun, or one that has ended. */
  private void finishRename(long account) {
    Optional<Unfinished> rename = transactions.call(() -> renames.of(account));
    rename.ifPresent(this::finish);
    rename.ifPresent(any -> changed(account));
  }

  private void finish(Unfinished rename) {
    List<Long> left = transactions.call(() -> tree(read(rename.account()), rename.from()));
    boolean goesOn = true;
    for (int i = 0; i < left.size() && goesOn; i += RENAMED) {
      List<Long> some = left.subList(i, Math.min(left.size(), i + RENAMED));
      goesOn = moveSome(rename, some);
    }
    if (goesOn) {
      transactions.run(() -> renames.end(rename));
    }
  }

  /**
   * False when others have finished it. What cannot be renamed, as when another server has given
   * the name away meanwhile, keeps its own.
   */
  private boolean moveSome(Unfinished rename, List<Long> some) {
    try {
      return moveAtOnce(rename, some);
    } catch (RuntimeException e) {
      if (!Violations.isConstraint(e)) { // the next one who looks finishes it
        throw e;
      }
      if (some.size() > 1) {
        return some.stream().allMatch(one -> moveSome(rename, List.of(one)));
      }
      LOG.log(System.Logger.Level.WARNING, "event=mailbox-not-renamed mailbox=" + some.get(0), e);
      return true;
    }
  }

  private boolean moveAtOnce(Unfinished rename, List<Long> some) {
    return transactions.call(
        () -> {
          boolean goesOn = renames.hold(rename);
          if (goesOn) {
            move(rename, some);
          }
          return goesOn;
        });
  }

  /** Finishes all renames that were interrupted, on whatever server. */
  public void finishRenames() {
    for (long account : transactions.call(renames::accounts)) {
      synchronized (lock(account)) {
        finishRename(account);
        changed(account);
      }
    }
  }

  /** An account is going: its mailboxes keep the names that they have. */
  public void forgetRename(long account) {
    transactions.run(() -> renames.of(account).ifPresent(renames::end));
  }

  /** Subscribes or unsubscribes a name. */
  public void subscribe(long account, MailboxName name, boolean subscribed) {
    transactions.run(
        () -> {
          Subscription.Key key = new Subscription.Key(account, name.text());
          Subscription known = entities.find(Subscription.class, key);
          if (subscribed && known == null) {
            entities.persist(new Subscription(account, name));
            folders.add(account, List.of(FolderChange.subscribed(name, true)));
          } else if (!subscribed && known != null) {
            entities.remove(known);
            folders.add(account, List.of(FolderChange.subscribed(name, false)));
          }
        });
    changed(account);
  }

  /** The list of an account has lost mailboxes. */
  void deleted(long account) {
    changed(account);
  }
}
