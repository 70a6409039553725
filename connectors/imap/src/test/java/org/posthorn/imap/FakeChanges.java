package org.posthorn.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.ChangedMailbox;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.Changes;
import org.posthorn.mailstore.FolderChange;
import org.posthorn.mailstore.FolderChanges;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** Who hears of changed mailboxes of {@link FakeStore}, at once. */
final class FakeChanges implements Changes {
  private final Map<ChangeWatcher, Set<Long>> watchers = new HashMap<>();
  private final List<FolderChange> folders = new ArrayList<>();
  private final List<ChangedMailbox> messages = new ArrayList<>(); // with mod-sequences before
  private final FakeStore store;

  FakeChanges(FakeStore store) {
    this.store = store;
  }

  @Override
  public Outcome<MailboxView> watch(long mailbox, MailboxWatcher watcher) {
    return store.allowed(
        mailbox,
        box -> {
          box.watchers.add(watcher);
          return Outcome.done(box.view);
        },
        Permission.READ);
  }

  @Override
  public void unwatch(long mailbox, MailboxWatcher watcher) {
    synchronized (store) {
      store.all().forEach(box -> box.watchers.remove(watcher));
    }
  }

  @Override
  public void watchAll(Collection<Long> mailboxes, ChangeWatcher watcher) {
    synchronized (store) {
      watchers.put(
          watcher,
          mailboxes.stream()
              .filter(mailbox -> Permission.READ.isIn(store.folders().rights(mailbox)))
              .collect(Collectors.toUnmodifiableSet()));
    }
  }

  @Override
  public void unwatchAll(ChangeWatcher watcher) {
    synchronized (store) {
      watchers.remove(watcher);
    }
  }

  @Override
  public FolderChanges foldersSince(long state) {
    synchronized (store) {
      boolean known = state >= 0 && state <= folders.size();
      return new FolderChanges(
          folders.size(), known, known ? folders.subList((int) state, folders.size()) : List.of());
    }
  }

  @Override
  public ChangedMailboxes messagesSince(long state) {
    synchronized (store) {
      Map<Long, ChangedMailbox> first = new TreeMap<>();
      messages.stream()
          .skip(state)
          .forEach(change -> first.putIfAbsent(change.mailboxId(), change));
      return new ChangedMailboxes(messages.size(), List.copyOf(first.values()));
    }
  }

  /** A mailbox of one's own, or a subscription, has changed. */
  void noted(FolderChange change) {
    folders.add(change);
  }

  @Override
  public void watchMetadata(AnnotationWatcher watcher) {
    store.annotations().watchers().add(watcher);
  }

  @Override
  public void unwatchMetadata(AnnotationWatcher watcher) {
    store.annotations().watchers().remove(watcher);
  }

  int count() {
    return watchers.size();
  }

  void changed(long mailbox, boolean content) {
    store
        .box(mailbox)
        .filter(FakeMailbox::isOwn)
        .map(box -> new ChangedMailbox(mailbox, box.view.highestModSeq() - 1, true))
        .ifPresent(messages::add);
    Map.copyOf(watchers)
        .forEach(
            (watcher, mailboxes) -> {
              if (mailboxes.contains(mailbox)) {
                watcher.changed(mailbox, content);
              }
            });
  }

  void listChanged() {
    List.copyOf(watchers.keySet()).forEach(ChangeWatcher::listChanged);
  }
}
