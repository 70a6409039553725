package org.posthorn.webmail.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.MailboxList;

/**
 * An open page that hears of changes. It is told which mailboxes have changed, and looks itself.
 * Changes that come while something is being sent are told as one. Thread-safe.
 */
final class LivePage implements ChangeWatcher {
  private static final System.Logger LOG = System.getLogger(LivePage.class.getName());

  /** Stands for the list of mailboxes among what has changed. */
  private static final long LIST = 0;

  private final Session session;
  private final AccountStore store;
  private final Set<Long> changed = new LinkedHashSet<>(); // guarded by itself
  private boolean sending; // guarded by changed

  LivePage(Session session, AccountStore store) {
    this.session = session;
    this.store = store;
  }

  /** Hears from now on of all mailboxes that there are; to be asked again when there are more. */
  void watch() {
    store
        .changes()
        .watchAll(
            store.folders().list().all().stream().map(MailboxList.Mailbox::id).toList(), this);
  }

  /** Hears of nothing more. */
  void end() {
    store.changes().unwatchAll(this);
  }

  /** Closes the page's connection: its session has ended. */
  void close() {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "sign in"));
    } catch (IOException | RuntimeException gone) {
      LOG.log(System.Logger.Level.DEBUG, "event=live-page-gone", gone);
    }
  }

  @Override
  public void changed(long mailbox, boolean content) {
    tell(mailbox);
  }

  @Override
  public void listChanged() {
    tell(LIST);
  }

  /** Tells the page that somebody is here. */
  void greet() {
    synchronized (changed) {
      if (!sending) {
        send();
      }
    }
  }

  private void tell(long what) {
    synchronized (changed) {
      changed.add(what);
      if (!sending) {
        send();
      }
    }
  }

  private void send() { // within the lock
    boolean list = changed.remove(LIST);
    String ids = changed.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    changed.clear();
    sending = true;
    try {
      session
          .getAsyncRemote()
          .sendText(
              "{\"list\":" + list + ",\"mailboxes\":[" + ids + "]}", result -> sent(result.isOK()));
    } catch (RuntimeException closed) {
      LOG.log(System.Logger.Level.DEBUG, "event=live-page-gone", closed);
    }
  }

  private void sent(boolean well) {
    synchronized (changed) {
      sending = false;
      if (well && !changed.isEmpty()) {
        send();
      }
    }
  }
}
