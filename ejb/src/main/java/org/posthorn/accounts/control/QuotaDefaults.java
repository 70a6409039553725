package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.store.QuotaLimits;

/** The limits of accounts that have none of their own. */
@ApplicationScoped
public class QuotaDefaults {
  @Inject
  @ConfigProperty(name = "posthorn.quota.storage", defaultValue = "0")
  long storage;

  @Inject
  @ConfigProperty(name = "posthorn.quota.messages", defaultValue = "0")
  long messages;

  @Inject
  @ConfigProperty(name = "posthorn.quota.mailboxes", defaultValue = "0")
  long mailboxes;

  /** The limits, as they are configured. */
  public QuotaLimits limits() {
    return new QuotaLimits(limit(storage), limit(messages), limit(mailboxes));
  }

  private static OptionalLong limit(long configured) {
    return configured > 0 ? OptionalLong.of(configured) : OptionalLong.empty();
  }
}
