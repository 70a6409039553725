package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import org.posthorn.mailboxes.control.Accounting;
import org.posthorn.mailstore.QuotaUsage;

/** What accounts use of their limits. Not within a transaction. */
@ApplicationScoped
public class StorageUsage {
  @Inject Accounting accounting;

  /** Whose a mailbox is; empty when it is gone. */
  public OptionalLong owner(long mailbox) {
    return accounting.owner(mailbox);
  }

  /** What an account has. */
  public QuotaUsage used(long account) {
    return accounting.used(account);
  }

  /** Whether so much more may come to an account. */
  public boolean hasRoom(long account, long messages, long octets) {
    return accounting.hasRoom(account, messages, octets);
  }

  /** Whether so much more may come to a mailbox; also when that is gone. */
  public boolean hasRoomIn(long mailbox, long messages, long octets) {
    return accounting.hasRoomIn(mailbox, messages, octets);
  }
}
