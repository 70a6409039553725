package org.posthorn.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.MessageStore;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.StoreResult;

/** The messages of {@link FakeStore}. */
final class FakeMessages implements MessageStore {
  private static final long SAVED_AT = 1_700_000_000L;

  private final FakeStore store;
  private final List<String> calls = new ArrayList<>();
  private long sinkRoom = Long.MAX_VALUE;

  FakeMessages(FakeStore store) {
    this.store = store;
  }

  /** The changing calls so far: {@code append 2}. */
  List<String> calls() {
    synchronized (store) {
      return List.copyOf(calls);
    }
  }

  /** From now on contents longer than this fail like a full disk. */
  void sinkRoom(long octets) {
    sinkRoom = octets;
  }

  @Override
  public Outcome<MailboxView> view(long mailbox) {
    return store.allowed(mailbox, box -> Outcome.done(box.view), Permission.READ);
  }

  @Override
  public Outcome<MessageSource> read(long mailbox) {
    return store.allowed(
        mailbox, box -> Outcome.done(new FakeSource(mailbox, store)), Permission.READ);
  }

  @Override
  public List<MessagePlace> places(long contentId) {
    List<MessagePlace> places = new ArrayList<>(1);
    synchronized (store) {
      store.all().stream()
          .filter(FakeMailbox::isOwn)
          .sorted(Comparator.comparingLong(box -> box.id))
          .forEach(box -> MessagePlace.find(contentId, box.view, places));
    }
    return places;
  }

  @Override
  public Outcome<UidSet> expungedSince(long mailbox, long modSeq) {
    return store.allowed(mailbox, box -> Outcome.done(box.expungedSince(modSeq)), Permission.READ);
  }

  @Override
  public long firstRecent(long mailbox) {
    synchronized (store) {
      return store
          .box(mailbox)
          .filter(box -> Permission.READ.isIn(box.rights()))
          .map(box -> box.firstRecent)
          .orElse(UidSet.MAX);
    }
  }

  @Override
  public long claimRecent(long mailbox, long below) {
    synchronized (store) {
      long first = Math.min(below, firstRecent(mailbox));
      store
          .box(mailbox)
          .filter(box -> Permission.CHANGE.isIn(box.rights()))
          .filter(box -> first < below)
          .ifPresent(box -> box.firstRecent = below);
      return first;
    }
  }

  @Override
  public ContentSink newContent() {
    store.requireWorking();
    return new FakeSink(sinkRoom, store.contents()::keep);
  }

  @Override
  public Outcome<AddedMessages> append(long mailbox, List<NewMessage> messages) {
    return store.allowed(mailbox, box -> append(box, messages), Permission.INSERT);
  }

  private Outcome<AddedMessages> append(FakeMailbox box, List<NewMessage> messages) {
    long octets = messages.stream().mapToLong(m -> m.content().size()).sum();
    return store.quotas().fit(box.owner, messages.size(), octets)
        ? put(box, messages)
        : Outcome.refused(Refusal.OVERQUOTA);
  }

  private Outcome<AddedMessages> put(FakeMailbox box, List<NewMessage> messages) {
    calls.add("append " + messages.size());
    long first = box.view.uidNext();
    List<MailboxChange.Message> added = new ArrayList<>();
    for (NewMessage m : messages) {
      added.add(
          new MailboxChange.Message(
              first + added.size(),
              box.rights().settable(m.flags()),
              (int) m.content().size(),
              m.internalDate(),
              SAVED_AT,
              m.content().id()));
    }
    box.apply(new MailboxChange.Added(box.nextModSeq(), added));
    UidSet uids = UidSet.range(first, first + messages.size() - 1);
    return Outcome.done(placed(box, UidSet.EMPTY, uids));
  }

  private static AddedMessages placed(FakeMailbox box, UidSet source, UidSet target) {
    AddedMessages placed = new AddedMessages(box.view.uidValidity(), source, target, box.view);
    return Permission.READ.isIn(box.rights()) ? placed : placed.withoutView();
  }

  /** Mail comes in. */
  long deliver(FakeMailbox box, NewMessage message) {
    long uid = box.view.uidNext();
    MailboxChange.Message added =
        new MailboxChange.Message(
            uid,
            message.flags(),
            (int) message.content().size(),
            message.internalDate(),
            SAVED_AT,
            message.content().id());
    box.apply(new MailboxChange.Added(box.nextModSeq(), List.of(added)));
    return uid;
  }

  @Override
  public Outcome<AddedMessages> replace(long from, long uid, long to, NewMessage message) {
    return store.allowed(
        from,
        source ->
            store.allowed(to, target -> replace(source, uid, target, message), Permission.INSERT),
        Permission.READ,
        Permission.TAKE);
  }

  private Outcome<AddedMessages> replace(
      FakeMailbox source, long uid, FakeMailbox target, NewMessage message) {
    UidSet old = UidSet.of(uid);
    if (source.view.present(old).isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    long octets = message.content().size() - source.view.octets(source.view.indexOf(uid));
    if (!store.quotas().fit(source.owner, 0, octets)) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    AddedMessages placed = put(target, List.of(message)).result().orElseThrow();
    source.expunge(old);
    return Outcome.done(placed(target, old, placed.target()));
  }

  @Override
  public Outcome<StoreResult> store(
      long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    return store.allowed(
        mailbox,
        box -> {
          calls.add("store " + uids);
          return box.store(uids, change, unchangedSince);
        },
        Permission.READ,
        Permission.FLAG);
  }

  @Override
  public Outcome<AddedMessages> copy(long from, UidSet uids, long to) {
    return store.allowed(
        from,
        source ->
            store.allowed(
                to,
                target ->
                    source.view.present(uids).equals(uids)
                        ? copy(source, uids, target, true)
                        : Outcome.refused(Refusal.EXPUNGEISSUED),
                Permission.INSERT),
        Permission.READ);
  }

  private Outcome<AddedMessages> copy(
      FakeMailbox source, UidSet uids, FakeMailbox target, boolean limited) {
    UidSet present = source.view.present(uids);
    if (present.isEmpty()) {
      return Outcome.done(placed(target, UidSet.EMPTY, UidSet.EMPTY));
    }
    long first = target.view.uidNext();
    List<MailboxChange.Message> copies = source.messages(present, first, target.rights());
    long octets = copies.stream().mapToLong(MailboxChange.Message::size).sum();
    if (limited && !store.quotas().fit(target.owner, copies.size(), octets)) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    target.apply(new MailboxChange.Added(target.nextModSeq(), copies));
    return Outcome.done(placed(target, present, UidSet.range(first, first + copies.size() - 1)));
  }

  @Override
  public Outcome<AddedMessages> move(long from, UidSet uids, long to) {
    return store.allowed(
        from,
        source -> store.allowed(to, target -> move(source, uids, target), Permission.INSERT),
        Permission.READ,
        Permission.TAKE);
  }

  private Outcome<AddedMessages> move(FakeMailbox source, UidSet uids, FakeMailbox target) {
    Outcome<AddedMessages> outcome = copy(source, uids, target, !source.owner.equals(target.owner));
    outcome
        .result()
        .filter(placed -> !placed.source().isEmpty())
        .ifPresent(placed -> source.expunge(placed.source()));
    return outcome;
  }

  @Override
  public Outcome<MailboxView> expunge(long mailbox, UidSet uids) {
    return store.allowed(mailbox, box -> expunge(box, uids), Permission.READ, Permission.EXPUNGE);
  }

  private static Outcome<MailboxView> expunge(FakeMailbox box, UidSet uids) {
    UidSet deleted = box.deleted(uids);
    if (!deleted.isEmpty()) {
      box.expunge(deleted);
    }
    return Outcome.done(box.view);
  }
}
