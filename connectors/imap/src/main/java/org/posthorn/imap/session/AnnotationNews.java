package org.posthorn.imap.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.server.AnnotationWatcher;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.store.MailboxList;
import org.posthorn.store.MailboxName;

/**
 * The annotations that others have changed and the client has not heard of: those of the server and
 * of the selected mailbox. Only {@link #annotated} is for other threads. RFC 5464 §4.4.2.
 */
public final class AnnotationNews implements AnnotationWatcher {
  /** Most names that are kept for a client that does not ask; of more it does not hear. */
  private static final int MAX_KEPT = 1000;

  private static final long NONE = -1;

  private final Runnable wake;
  private final Set<String> ofServer = new LinkedHashSet<>(0); // guarded by this
  private final Set<String> ofMailbox = new LinkedHashSet<>(0); // guarded by this
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
  public void annotated(long changed, Set<String> entries) {
    if (keep(changed, entries)) {
      wake.run();
    }
  }

  private synchronized boolean keep(long changed, Set<String> entries) {
    if (changed != ImapEndpoint.SERVER && changed != mailbox) {
      return false;
    }
    Set<String> kept = changed == ImapEndpoint.SERVER ? ofServer : ofMailbox;
    entries.stream().limit(MAX_KEPT - (long) kept.size()).forEach(kept::add);
    any = true;
    return listening;
  }

  /** This mailbox is selected now. */
  synchronized void selected(long id) {
    unselected();
    mailbox = id;
  }

  /** No mailbox is selected any more. */
  synchronized void unselected() {
    mailbox = NONE;
    ofMailbox.clear();
  }

  /** From now on news wake the session, or no longer. */
  synchronized void listen(boolean on) {
    listening = on;
  }

  /** Tells what is new. */
  void tell(long account, ImapSession session) {
    if (!any) {
      return;
    }
    News news = take();
    if (!news.ofServer().isEmpty()) {
      session.out().text("* METADATA \"\"");
      names(news.ofServer(), session.out());
    }
    if (!news.ofMailbox().isEmpty()) {
      session.endpoint().mailboxes(account).all().stream()
          .filter(known -> known.id() == news.mailbox())
          .map(MailboxList.Mailbox::name)
          .findFirst()
          .ifPresent(name -> mailbox(name, news.ofMailbox(), session.out()));
    }
  }

  private record News(List<String> ofServer, long mailbox, List<String> ofMailbox) {}

  private synchronized News take() {
    News news = new News(List.copyOf(ofServer), mailbox, List.copyOf(ofMailbox));
    ofServer.clear();
    ofMailbox.clear();
    any = false;
    return news;
  }

  private static void mailbox(MailboxName name, List<String> entries, Responses out) {
    out.text("* METADATA ").mailbox(name);
    names(entries, out);
  }

  // entry-list = entry *(SP entry)
  private static void names(List<String> entries, Responses out) {
    entries.forEach(entry -> out.space().astring(entry));
    out.crlf();
  }
}
