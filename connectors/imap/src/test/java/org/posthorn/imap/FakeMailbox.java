package org.posthorn.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.FlagChange.Operation;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.StoreResult;

/** A mailbox of {@link FakeStore}: a view and its log of expunges. */
final class FakeMailbox {
  final long id;
  final Optional<SpecialUse> use;
  final List<MailboxWatcher> watchers = new ArrayList<>();
  private final TreeMap<Long, UidSet> expunged = new TreeMap<>();
  final TreeMap<String, Rights> acl = new TreeMap<>();
  String owner = FakeStore.USER;
  MailboxName name;
  MailboxView view;
  long firstRecent = UidSet.MAX;

  private final FakeChanges changes;

  FakeMailbox(
      long id, MailboxName name, long uidValidity, Optional<SpecialUse> use, FakeChanges changes) {
    this.changes = changes;
    this.id = id;
    this.name = name;
    this.use = use;
    this.view = MailboxView.empty(id, uidValidity);
  }

  MailboxList.Mailbox named() {
    return new MailboxList.Mailbox(id, name, view.uidValidity(), use, rights(), !isOwn());
  }

  boolean isOwn() {
    return owner.equals(FakeStore.USER);
  }

  Rights rights() {
    return isOwn() ? Rights.ALL : acl.getOrDefault(FakeStore.USER, Rights.NONE);
  }

  Acl listed() {
    List<Acl.Entry> entries = new ArrayList<>();
    entries.add(new Acl.Entry(owner, Rights.ALL));
    acl.forEach((identifier, rights) -> entries.add(new Acl.Entry(identifier, rights)));
    return new Acl(entries);
  }

  /** Answers whether anything is different. */
  boolean change(Acl.Change change) {
    Rights before = acl.getOrDefault(change.identifier(), Rights.NONE);
    Rights after = change.applyTo(before);
    acl.put(change.identifier(), after);
    acl.values().removeIf(Rights::isEmpty);
    return !after.equals(before);
  }

  long nextModSeq() {
    return view.highestModSeq() + 1;
  }

  void apply(MailboxChange change) {
    view = view.after(change);
    List.copyOf(watchers).forEach(watcher -> watcher.changed(view));
    changes.changed(id, !(change instanceof MailboxChange.Flagged));
  }

  void expunge(UidSet uids) {
    expunged.put(nextModSeq(), uids);
    apply(new MailboxChange.Expunged(nextModSeq(), uids));
  }

  UidSet expungedSince(long modSeq) {
    return expunged.tailMap(modSeq, false).values().stream().reduce(UidSet.EMPTY, UidSet::union);
  }

  UidSet deleted(UidSet among) {
    UidSet.Builder deleted = UidSet.builder();
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      if (among.contains(cursor.uid()) && (cursor.flags() & Flags.DELETED) != 0) {
        deleted.add(cursor.uid());
      }
    }
    return deleted.build();
  }

  Outcome<StoreResult> store(UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    Flags settable = rights().settable(change.flags());
    if (settable.equals(Flags.NONE) && !change.flags().equals(Flags.NONE)) {
      return Outcome.refused(Refusal.NOPERM);
    }
    if (change.operation() != Operation.REPLACE || isOwn()) {
      return apply(uids, new FlagChange(change.operation(), settable), unchangedSince);
    }
    List<String> others = new ArrayList<>();
    if (rights().has(Rights.Right.WRITE)) {
      others.addAll(view.keywords().names());
      others.removeAll(settable.keywords());
    }
    Flags gone = new Flags(rights().settableSystem() & ~settable.system(), others);
    Outcome<StoreResult> removed =
        apply(uids, new FlagChange(Operation.REMOVE, gone), unchangedSince);
    return removed
        .result()
        .map(
            first ->
                apply(
                        uids.minus(first.modified()),
                        new FlagChange(Operation.ADD, settable),
                        OptionalLong.empty())
                    .result()
                    .map(
                        second ->
                            Outcome.done(
                                new StoreResult(
                                    first.changed().union(second.changed()),
                                    first.modified(),
                                    second.view())))
                    .orElseGet(() -> Outcome.refused(Refusal.LIMIT)))
        .orElse(removed);
  }

  private Outcome<StoreResult> apply(UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    if (view.bitsFor(change).isEmpty()) {
      return Outcome.refused(Refusal.LIMIT);
    }
    UidSet.Builder changed = UidSet.builder();
    UidSet.Builder modified = UidSet.builder();
    FlagBits bits = view.bitsFor(change).orElseThrow();
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      if (!uids.contains(cursor.uid())) {
        continue;
      }
      if (unchangedSince.isPresent() && cursor.modSeq() > unchangedSince.getAsLong()) {
        modified.add(cursor.uid());
      } else if (cursor.changedBy(change, bits)) {
        changed.add(cursor.uid());
      }
    }
    UidSet done = changed.build();
    if (!done.isEmpty()) {
      apply(new MailboxChange.Flagged(nextModSeq(), done, change));
    }
    return Outcome.done(new StoreResult(done, modified.build(), view));
  }

  List<MailboxChange.Message> messages(UidSet uids, long firstUid, Rights rights) {
    List<MailboxChange.Message> messages = new ArrayList<>();
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      if (uids.contains(cursor.uid())) {
        messages.add(
            new MailboxChange.Message(
                firstUid + messages.size(),
                rights.settable(view.keywords().flags(cursor.bits())),
                cursor.octets(),
                cursor.internalDate(),
                cursor.saveDate() + 1,
                cursor.contentId()));
      }
    }
    return messages;
  }
}
