package org.posthorn.imap.session;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.server.AnnotationWatcher;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.store.MailboxList;

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
    if (any) {
      tellAll(account, session);
    }
  }

  private synchronized void tellAll(long account, ImapSession session) {
    Responses out = session.out();
    if (!ofServer.isEmpty()) {
      out.text("* METADATA \"\"");
      names(ofServer, out);
    }
    if (!ofMailbox.isEmpty()) {
      session.endpoint().mailboxes(account).all().stream()
          .filter(known -> known.id() == mailbox)
          .map(MailboxList.Mailbox::name)
          .findFirst()
          .ifPresent(
              name -> {
                out.text("* METADATA ").mailbox(name);
                names(ofMailbox, out);
              });
    }
    ofServer.clear();
    ofMailbox.clear();
    any = false;
  }

  // entry-list = entry *(SP entry)
  private static void names(Collection<String> entries, Responses out) {
    entries.forEach(entry -> out.space().astring(entry));
    out.crlf();
  }
}
