package org.posthorn.quota.boundary;

import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.boundary.Limits;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.StorageUsage;

/** Does what the container does. */
public final class QuotasWiring {
  private QuotasWiring() {}

  /** The boundary of quota roots on these. */
  public static Quotas wire(
      StorageUsage usage,
      Limits limits,
      Directory directory,
      Accounts accounts,
      Mailboxes mailboxes) {
    Quotas quotas = new Quotas();
    quotas.usage = usage;
    quotas.limits = limits;
    quotas.directory = directory;
    quotas.accounts = accounts;
    quotas.mailboxes = mailboxes;
    return quotas;
  }
}
