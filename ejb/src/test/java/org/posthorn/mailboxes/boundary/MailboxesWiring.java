package org.posthorn.mailboxes.boundary;

import jakarta.persistence.EntityManager;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.boundary.Limits;
import org.posthorn.mailboxes.control.Accounting;
import org.posthorn.mailboxes.control.Acls;
import org.posthorn.mailboxes.control.Actors;
import org.posthorn.mailboxes.control.AnnotationRows;
import org.posthorn.mailboxes.control.AnnotationStore;
import org.posthorn.mailboxes.control.AnnotationWatchers;
import org.posthorn.mailboxes.control.ChangeWatchers;
import org.posthorn.mailboxes.control.FolderLog;
import org.posthorn.mailboxes.control.ForeignMailboxes;
import org.posthorn.mailboxes.control.GrantCache;
import org.posthorn.mailboxes.control.Grants;
import org.posthorn.mailboxes.control.MailboxDirectory;
import org.posthorn.mailboxes.control.MailboxLog;
import org.posthorn.mailboxes.control.SharedMailboxes;
import org.posthorn.mailboxes.control.UidValidities;
import org.posthorn.mailboxes.control.Views;
import org.posthorn.transactions.boundary.Transactions;

/** Does what the container does. */
public final class MailboxesWiring {
  private MailboxesWiring() {}

  /** The boundary on these. */
  public static Mailboxes wire(
      MailboxDirectory directory,
      MailboxLog log,
      Views views,
      SharedMailboxes shared,
      ForeignMailboxes foreign,
      Acls acls,
      GrantCache shares,
      ChangeWatchers changes,
      AnnotationStore annotations,
      Actors actors) {
    Mailboxes mailboxes = new Mailboxes();
    mailboxes.directory = directory;
    mailboxes.log = log;
    mailboxes.views = views;
    mailboxes.annotationWatchers = new AnnotationWatchers();
    mailboxes.annotationStore = annotations;
    mailboxes.shared = shared;
    mailboxes.foreign = foreign;
    mailboxes.acls = acls;
    mailboxes.shares = shares;
    mailboxes.changeWatchers = changes;
    mailboxes.actors = actors;
    return mailboxes;
  }

  /** What has changed in accounts. */
  public static AccountChanges wire(
      Transactions transactions, EntityManager entities, FolderLog folders) {
    AccountChanges changes = new AccountChanges();
    changes.folders = folders;
    changes.transactions = transactions;
    changes.entities = entities;
    return changes;
  }

  /** What hears of accounts. */
  public static AccountMailboxes wire(
      MailboxDirectory directory,
      MailboxLog log,
      Grants grants,
      AnnotationRows annotations,
      Transactions transactions,
      FolderLog folders) {
    AccountMailboxes mailboxes = new AccountMailboxes();
    mailboxes.folders = folders;
    mailboxes.directory = directory;
    mailboxes.log = log;
    mailboxes.grants = grants;
    mailboxes.annotations = annotations;
    mailboxes.transactions = transactions;
    return mailboxes;
  }

  /** The boundary of quota roots on these. */
  public static Quotas wire(
      Accounting accounting,
      Limits limits,
      Directory directory,
      Accounts accounts,
      SharedMailboxes shared,
      Actors actors) {
    Quotas quotas = new Quotas();
    quotas.accounting = accounting;
    quotas.limits = limits;
    quotas.directory = directory;
    quotas.accounts = accounts;
    quotas.shared = shared;
    quotas.actors = actors;
    return quotas;
  }

  /** What a restore needs. */
  public static RestoredMailboxes wire(UidValidities uidValidities) {
    RestoredMailboxes restored = new RestoredMailboxes();
    restored.uidValidities = uidValidities;
    return restored;
  }

  /** The boundary of annotations on these. */
  public static Annotations wire(AnnotationStore store, AnnotationWatchers watchers) {
    Annotations annotations = new Annotations();
    annotations.store = store;
    annotations.watchers = watchers;
    return annotations;
  }
}
