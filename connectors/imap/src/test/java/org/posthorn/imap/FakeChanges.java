package org.posthorn.imap;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.posthorn.mailstore.ChangeWatcher;

/** Who hears of changed mailboxes of {@link FakeStore}, at once. */
final class FakeChanges {
  private final Map<ChangeWatcher, Set<Long>> watchers = new HashMap<>();

  void watch(Collection<Long> mailboxes, ChangeWatcher watcher) {
    watchers.put(watcher, Set.copyOf(mailboxes));
  }

  void unwatch(ChangeWatcher watcher) {
    watchers.remove(watcher);
  }

  int count() {
    return watchers.size();
  }

  void changed(long mailbox, boolean content) {
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
