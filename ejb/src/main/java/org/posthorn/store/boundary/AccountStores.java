package org.posthorn.store.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.annotations.boundary.Annotations;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.sasl.Login;
import org.posthorn.store.control.AccountChangeFeed;
import org.posthorn.store.control.AccountFolders;
import org.posthorn.store.control.AccountMessages;
import org.posthorn.store.control.AccountMetadata;
import org.posthorn.store.control.AccountQuotas;
import org.posthorn.store.control.AccountSharing;
import org.posthorn.store.control.Ports;
import org.posthorn.textindex.boundary.TextIndex;

/**
 * The mail store. What it answers are plain objects over the components: they may be called from
 * any thread, also from resource adapters. Each call opens its own transactions and wants none from
 * its caller.
 */
@ApplicationScoped
public class AccountStores implements MailStore {
  @Inject Mailboxes mailboxes;
  @Inject Annotations annotations;
  @Inject Quotas quotas;
  @Inject ContentStore contents;
  @Inject TextIndex texts;
  @Inject org.posthorn.mailboxes.boundary.AccountChanges changes;

  @Override
  public AccountStore as(Login login) {
    long account = login.accountId();
    return new Ports(
        new AccountFolders(account, mailboxes),
        new AccountMessages(account, mailboxes, contents, texts),
        new AccountSharing(account, mailboxes),
        new AccountMetadata(account, annotations),
        new AccountQuotas(login, quotas),
        new AccountChangeFeed(account, mailboxes, annotations, changes));
  }
}
