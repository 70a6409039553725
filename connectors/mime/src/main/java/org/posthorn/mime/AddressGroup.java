package org.posthorn.mime;

import java.util.List;
import java.util.Optional;

/**
 * Addresses that stand together in a header field. RFC 5322 §3.4, RFC 8621 §4.1.2.4.
 *
 * @param name the name of the group; empty for addresses that stand outside of groups
 * @param addresses in order; a group may have none
 */
public record AddressGroup(Optional<String> name, List<MailAddress> addresses) {
  /** Copies the list. */
  public AddressGroup {
    addresses = List.copyOf(addresses);
  }
}
