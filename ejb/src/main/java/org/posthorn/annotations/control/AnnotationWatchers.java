package org.posthorn.annotations.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.mailboxes.boundary.MailboxAccess;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;

/** Who wants to hear of changed annotations, on this server; the others are told by the feed. */
@ApplicationScoped
public class AnnotationWatchers {
  private static final long ALL = -1;
  private static final String KIND = "ANNOTATION"; // as other servers know it

  @Inject ChangeTopic topic;
  @Inject MailboxAccess access;

  private final Map<AnnotationWatcher, Long> accounts = new ConcurrentHashMap<>();

  /** Tells of those that an account sees from now on. */
  public void add(long account, AnnotationWatcher watcher) {
    accounts.put(watcher, account);
  }

  /** Ends {@link #add}. */
  public void remove(AnnotationWatcher watcher) {
    accounts.remove(watcher);
  }

  /** Entries have changed, for one account or for all that see the mailbox. */
  void publish(
      Optional<Long> account, long mailbox, Set<String> entries, Optional<AnnotationWatcher> from) {
    if (!entries.isEmpty()) {
      long whose = account.orElse(ALL);
      tell(whose, mailbox, entries, from);
      entries.forEach(entry -> topic.tell(KIND, mailbox, whose + " " + entry));
    }
  }

  /** Another server has changed something, perhaps an annotation. */
  public void changedElsewhere(ChangedElsewhere change) {
    if (change.kind().equals(KIND)) {
      changedElsewhere(change.id(), change.text());
    }
  }

  private void changedElsewhere(long mailbox, String text) {
    int space = text.indexOf(' ');
    long account = Long.parseLong(text.substring(0, space));
    tell(account, mailbox, Set.of(text.substring(space + 1)), Optional.empty());
  }

  private void tell(
      long account, long mailbox, Set<String> entries, Optional<AnnotationWatcher> from) {
    if (accounts.isEmpty()) {
      return;
    }
    boolean shared = account == ALL;
    long owner =
        shared && mailbox != MailboxList.SERVER ? access.owner(mailbox).orElse(0) : account;
    accounts.forEach(
        (watcher, whose) -> {
          boolean own = owner == whose;
          if ((shared || own) && from.filter(watcher::equals).isEmpty()) {
            watcher.annotated(mailbox, own, entries);
          }
        });
  }
}
