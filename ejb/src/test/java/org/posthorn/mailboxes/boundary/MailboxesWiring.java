package org.posthorn.mailboxes.boundary;

import org.posthorn.accounts.boundary.AccountDeleted;
import org.posthorn.mailboxes.control.AnnotationRows;
import org.posthorn.mailboxes.control.AnnotationStore;
import org.posthorn.mailboxes.control.AnnotationWatchers;
import org.posthorn.mailboxes.control.MailboxDirectory;
import org.posthorn.mailboxes.control.MailboxLog;
import org.posthorn.mailboxes.control.Views;

/** Does what the container does. */
public final class MailboxesWiring {
  private MailboxesWiring() {}

  /** The boundary on these. */
  public static Mailboxes wire(MailboxDirectory directory, MailboxLog log, Views views) {
    Mailboxes mailboxes = new Mailboxes();
    mailboxes.directory = directory;
    mailboxes.log = log;
    mailboxes.views = views;
    mailboxes.annotationWatchers = new AnnotationWatchers();
    return mailboxes;
  }

  /** The boundary of annotations on these. */
  public static Annotations wire(AnnotationStore store, AnnotationWatchers watchers) {
    Annotations annotations = new Annotations();
    annotations.store = store;
    annotations.watchers = watchers;
    return annotations;
  }

  /** Deletes an account as its event does. */
  public static void deleteAccount(
      long account, MailboxDirectory directory, MailboxLog log, AnnotationRows annotations) {
    AccountMailboxes observer = new AccountMailboxes();
    observer.directory = directory;
    observer.log = log;
    observer.annotations = annotations;
    observer.deleted(new AccountDeleted(account));
  }
}
