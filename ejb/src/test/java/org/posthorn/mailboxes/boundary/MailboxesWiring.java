package org.posthorn.mailboxes.boundary;

import jakarta.persistence.EntityManager;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.mailboxes.control.Accounting;
import org.posthorn.mailboxes.control.Acls;
import org.posthorn.mailboxes.control.Actors;
import org.posthorn.mailboxes.control.ChangeNumbers;
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
import org.posthorn.mailboxes.value.MailboxExtension;
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
      MailboxExtension extension,
      Actors actors) {
    Mailboxes mailboxes = new Mailboxes();
    mailboxes.directory = directory;
    mailboxes.log = log;
    mailboxes.views = views;
    mailboxes.extension = extension;
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
      ChangeNumbers numbers,
      Transactions transactions,
      FolderLog folders) {
    AccountMailboxes mailboxes = new AccountMailboxes();
    mailboxes.folders = folders;
    mailboxes.directory = directory;
    mailboxes.log = log;
    mailboxes.grants = grants;
    mailboxes.numbers = numbers;
    mailboxes.transactions = transactions;
    return mailboxes;
  }

  /** An account has gone. */
  public static void deleted(AccountMailboxes mailboxes, AccountDeleted event) {
    mailboxes.deleted(event);
  }

  /** What quota roots ask. */
  public static StorageUsage wire(Accounting accounting) {
    StorageUsage usage = new StorageUsage();
    usage.accounting = accounting;
    return usage;
  }

  /** What those ask who keep something for mailboxes. */
  public static MailboxAccess wire(Actors actors, MailboxLog log) {
    MailboxAccess access = new MailboxAccess();
    access.actors = actors;
    access.log = log;
    return access;
  }

  /** What a restore needs. */
  public static RestoredMailboxes wire(UidValidities uidValidities) {
    RestoredMailboxes restored = new RestoredMailboxes();
    restored.uidValidities = uidValidities;
    return restored;
  }
}
