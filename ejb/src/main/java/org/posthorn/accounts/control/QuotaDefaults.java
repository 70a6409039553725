package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.mailstore.QuotaLimits;

/** The limits of accounts that have none of their own. */
@ApplicationScoped
public class QuotaDefaults {
  @Inject
  @ConfigProperty(name = "posthorn.quota.storage", defaultValue = "0")
  long storage;

  @Inject
  @ConfigProperty(name = "posthorn.quota.messages", defaultValue = "5000000")
  long messages;

  @Inject
  @ConfigProperty(name = "posthorn.quota.mailboxes", defaultValue = "0")
  long mailboxes;

  /** The limits, as they are configured. */
  public QuotaLimits limits() {
    return new QuotaLimits(
        limit("storage", storage), limit("messages", messages), limit("mailboxes", mailboxes));
  }

  private static OptionalLong limit(String key, long configured) {
    if (configured < 0) { // the jar's launcher has refused that; elsewhere nobody has
      throw new IllegalArgumentException(
          "posthorn.quota." + key + " is " + configured + ", but must be 0 or more");
    }
    return configured > 0 ? OptionalLong.of(configured) : OptionalLong.empty();
  }
}
