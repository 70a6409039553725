package org.posthorn.imap;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.FolderChange;
import org.posthorn.mailstore.FolderChange.Kind;
import org.posthorn.mailstore.Folders;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.Sharing;
import org.posthorn.mailstore.SpecialUse;

/** The mailboxes of {@link FakeStore} by name, and who may do what with them. */
final class FakeFolders implements Folders, Sharing {
  private final FakeStore store;
  private final SortedMap<MailboxName, FakeMailbox> boxes;
  private final Set<MailboxName> subscribed = new HashSet<>();
  private boolean listOnlySubscribed;

  FakeFolders(FakeStore store, SortedMap<MailboxName, FakeMailbox> boxes) {
    this.store = store;
    this.boxes = boxes;
  }

  /** From now on lists have others' mailboxes only where they are subscribed. */
  void listOnlySubscribed() {
    listOnlySubscribed = true;
  }

  @Override
  public MailboxList list() {
    synchronized (store) {
      store.requireWorking();
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
  }

  @Override
  public Rights rights(long mailbox) {
    return store.box(mailbox).map(FakeMailbox::rights).orElse(Rights.NONE);
  }

  @Override
  public Outcome<MailboxList.Mailbox> create(MailboxName name, Optional<SpecialUse> use) {
    synchronized (store) {
      if (boxes.containsKey(name) && !boxes.get(name).rights().isEmpty()) {
        return Outcome.refused(Refusal.ALREADYEXISTS);
      }
      if (name.isForeign()
          && above(name).filter(box -> Permission.CREATE.isIn(box.rights())).isEmpty()) {
        return Outcome.refused(Refusal.NOPERM);
      }
      if (!store.quotas().fitMailbox(above(name).map(box -> box.owner).orElse(FakeStore.USER))) {
        return Outcome.refused(Refusal.OVERQUOTA);
      }
      name.parents().stream()
          .filter(parent -> !name.isForeign())
          .filter(parent -> !boxes.containsKey(parent) && !list().isTaken(parent))
          .forEach(parent -> store.add(parent, Optional.empty()));
      FakeMailbox added = store.add(name, use);
      above(name)
          .ifPresent(
              parent -> {
                added.owner = parent.owner;
                added.acl.putAll(parent.acl);
              });
      if (added.isOwn()) {
        store.changes().noted(FolderChange.of(Kind.CREATED, added.id, name));
      }
      store.changes().listChanged();
      return Outcome.done(added.named());
    }
  }

  private Optional<FakeMailbox> above(MailboxName name) {
    return name.parents().stream()
        .flatMap(parent -> Optional.ofNullable(boxes.get(parent)).stream())
        .reduce((outer, inner) -> inner);
  }

  @Override
  public Outcome<MailboxName> delete(MailboxName name) {
    synchronized (store) {
      Optional<FakeMailbox> box = list().find(name).flatMap(found -> store.box(found.id()));
      if (box.isEmpty()) {
        return Outcome.refused(Refusal.NONEXISTENT);
      }
      if (!Permission.DELETE.isIn(box.get().rights())) {
        return Outcome.refused(box.get().rights().refusal());
      }
      if (name.isInbox()) {
        return Outcome.refused(Refusal.CANNOT);
      }
      boxes.remove(name);
      if (box.get().isOwn()) {
        store.changes().noted(FolderChange.of(Kind.DELETED, box.get().id, name));
      }
      store.changes().listChanged();
      List.copyOf(box.get().watchers).forEach(MailboxWatcher::gone);
      return Outcome.done(name);
    }
  }

  @Override
  public Outcome<MailboxName> rename(MailboxName from, MailboxName to) {
    synchronized (store) {
      MailboxList list = list();
      if (list.find(from).isEmpty() && !list.isLevel(from)) {
        return Outcome.refused(Refusal.NONEXISTENT);
      }
      Rights rights = list.find(from).map(MailboxList.Mailbox::rights).orElse(Rights.ALL);
      if (!Permission.DELETE.isIn(rights)) {
        return Outcome.refused(rights.refusal());
      }
      if (list.isTaken(to)) {
        return Outcome.refused(Refusal.ALREADYEXISTS);
      }
      Rights there = above(to).map(FakeMailbox::rights).orElse(rights);
      if (to.isForeign() && !Permission.CREATE.isIn(there)) {
        return Outcome.refused(Refusal.NOPERM);
      }
      if (from.isInbox()) {
        FakeMailbox target = store.add(to, Optional.empty());
        store.changes().listChanged();
        store.messages().move(store.id("INBOX"), UidSet.range(1, UidSet.MAX), target.id);
        return Outcome.done(to);
      }
      for (MailboxName name : List.copyOf(boxes.keySet())) {
        if (name.equals(from) || name.isBelow(from)) {
          FakeMailbox box = Objects.requireNonNull(boxes.remove(name));
          box.name = name.moved(from, to);
          boxes.put(box.name, box);
          if (box.isOwn()) {
            store.changes().noted(FolderChange.renamed(box.id, name, box.name));
          }
        }
      }
      store.changes().listChanged();
      return Outcome.done(to);
    }
  }

  @Override
  public void subscribe(MailboxName name, boolean on) {
    synchronized (store) {
      if (on ? subscribed.add(name) : subscribed.remove(name)) {
        store.changes().noted(FolderChange.subscribed(name, on));
      }
      store.changes().listChanged();
    }
  }

  @Override
  public Outcome<Acl> acl(long mailbox) {
    return store.allowed(mailbox, box -> Outcome.done(box.listed()), Permission.ADMINISTER);
  }

  @Override
  public Outcome<Boolean> change(long mailbox, Acl.Change change) {
    return store.allowed(mailbox, box -> change(box, change), Permission.ADMINISTER);
  }

  private static Outcome<Boolean> change(FakeMailbox box, Acl.Change change) {
    Outcome<Rights> always = always(box, change.identifier());
    if (always instanceof Outcome.Refused<Rights> refused) {
      return Outcome.refused(refused.reason());
    }
    if (always.result().orElseThrow().equals(Rights.ALL)) {
      return change.applyTo(Rights.ALL).equals(Rights.ALL)
          ? Outcome.done(false)
          : Outcome.refused(Refusal.CANNOT);
    }
    return Outcome.done(box.change(change));
  }

  @Override
  public Outcome<Rights> always(long mailbox, String identifier) {
    return store.allowed(mailbox, box -> always(box, identifier), Permission.ADMINISTER);
  }

  private static Outcome<Rights> always(FakeMailbox box, String identifier) {
    String name = identifier.startsWith("-") ? identifier.substring(1) : identifier;
    if (name.equals(box.owner)) {
      return Outcome.done(Rights.ALL);
    }
    return name.equals(Acl.ANYONE) || name.endsWith("@posthorn.test")
        ? Outcome.done(Rights.NONE)
        : Outcome.refused(Refusal.NOBODY);
  }
}
