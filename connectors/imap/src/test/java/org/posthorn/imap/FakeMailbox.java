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
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.Stored;

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
  long firstRecent = Long.MAX_VALUE;

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

  boolean lacks(Rights.Right right) {
    return !rights().has(right);
  }

  Acl listed() {
    List<Acl.Entry> entries = new ArrayList<>();
    entries.add(new Acl.Entry(owner, Rights.ALL));
    acl.forEach((identifier, rights) -> entries.add(new Acl.Entry(identifier, rights)));
    return new Acl(entries);
  }

  void change(Acl.Change change) {
    acl.put(
        change.identifier(), change.applyTo(acl.getOrDefault(change.identifier(), Rights.NONE)));
    acl.values().removeIf(Rights::isEmpty);
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

  Stored store(UidSet uids, FlagChange change, OptionalLong unchangedSince) {
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
    return new Stored(done, modified.build(), view);
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
