package org.posthorn.imap.session;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Permission;

/**
 * The annotations that others have changed and the client has not heard of: those of the server, of
 * the account's own mailboxes and of the selected one. Only {@link #annotated} is for other
 * threads. RFC 5464 §4.4.2.
 */
public final class AnnotationNews implements AnnotationWatcher {
  /** Most names that are kept for a client that does not ask; of more it does not hear. */
  private static final int MAX_KEPT = 1000;

  private static final long NONE = -1;

  private final Runnable wake;
  private final Map<Long, Set<String>> changed = new TreeMap<>(); // guarded by this
  private Optional<Set<Long>> followed = Optional.empty(); // guarded by this
  private int kept; // guarded by this
  private long mailbox = NONE; // guarded by this
  private boolean listening; // guarded by this
  private volatile boolean any;

  /**
   * No news yet.
   *
   * @param wake called, on any thread, when there is news while the session listens
   */
  AnnotationNews(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void annotated(long changed, boolean own, Set<String> entries) {
    if (keep(changed, own, entries)) {
      wake.run();
    }
  }

  private synchronized boolean keep(long where, boolean own, Set<String> entries) {
    if (!concerns(where, own)) {
      return false;
    }
    for (String entry : entries) {
      if (kept < MAX_KEPT) {
        Set<String> names = changed.computeIfAbsent(where, id -> new LinkedHashSet<>());
        kept += names.add(entry) ? 1 : 0;
        any = true;
      }
    }
    return listening;
  }

  private boolean concerns(long where, boolean own) {
    boolean usual = own || where == MailboxList.SERVER || where == mailbox;
    return followed.map(some -> some.contains(where)).orElse(usual);
  }

  /** Tells of these mailboxes only, whatever is selected. RFC 5465 §5.6, §5.7. */
  synchronized void follow(Set<Long> mailboxes) {
    followed = Optional.of(Set.copyOf(mailboxes));
    changed.keySet().retainAll(mailboxes);
    kept = changed.values().stream().mapToInt(Set::size).sum();
  }

  /** This mailbox is selected now. */
  synchronized void selected(long id) {
    mailbox = id;
  }

  /** No mailbox is selected any more. */
  synchronized void unselected() {
    mailbox = NONE;
  }

  /** From now on news wake the session, or no longer. */
  synchronized void listen(boolean on) {
    listening = on;
  }

  /** Tells what is new. */
  void tell(ImapSession session) {
    if (!any) {
      return;
    }
    Map<Long, Set<String>> news = take();
    Set<String> ofServer = news.remove(MailboxList.SERVER);
    if (ofServer != null) {
      session.out().text("* METADATA \"\"");
      names(ofServer, session.out());
    }
    if (!news.isEmpty()) {
      session.store().folders().list().all().stream()
          .filter(known -> news.containsKey(known.id()) && Permission.ANNOTATE.isIn(known.rights()))
          .forEach(
              known -> mailbox(known.name(), news.getOrDefault(known.id(), Set.of()), session));
    }
  }

  private synchronized Map<Long, Set<String>> take() {
    Map<Long, Set<String>> news = new TreeMap<>(changed);
    changed.clear();
    kept = 0;
    any = false;
    return news;
  }

  private static void mailbox(MailboxName name, Set<String> entries, ImapSession session) {
    session.out().text("* METADATA ").mailbox(name);
    names(entries, session.out());
  }

  // entry-list = entry *(SP entry)
  private static void names(Set<String> entries, Responses out) {
    entries.forEach(entry -> out.space().astring(entry));
    out.crlf();
  }
}
