package org.posthorn.filtering.value;

import java.util.List;
import org.posthorn.kernel.Address;

/**
 * An account that a message reaches.
 *
 * @param domain of the account's main address
 * @param recipients those of RCPT by which it does: addresses of the account, and lists that it is
 *     a member of
 */
public record FilterTarget(long account, String domain, List<Address> recipients) {
  public FilterTarget {
    recipients = List.copyOf(recipients);
  }
}
