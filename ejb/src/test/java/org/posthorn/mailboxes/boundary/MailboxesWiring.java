package org.posthorn.mailboxes.boundary;

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
    return mailboxes;
  }
}
