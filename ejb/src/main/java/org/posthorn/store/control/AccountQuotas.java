package org.posthorn.store.control;

import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaRoots;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.sasl.Login;

/** The quota roots that an account sees. */
public record AccountQuotas(Login login, Quotas quotas) implements QuotaRoots {
  @Override
  public Outcome<Quota> named(String root) {
    return quotas.named(login, root);
  }

  @Override
  public Outcome<Quota> of(long mailbox) {
    return quotas.ofMailbox(login.accountId(), mailbox);
  }

  @Override
  public Outcome<Quota> own() {
    return quotas.named(login, login.address());
  }

  @Override
  public Outcome<Quota> change(String root, QuotaLimits limits) {
    return quotas.change(login, root, limits);
  }

  @Override
  public boolean hasRoom(long mailbox, long messages, long octets) {
    return quotas.hasRoom(login.accountId(), mailbox, messages, octets);
  }
}
