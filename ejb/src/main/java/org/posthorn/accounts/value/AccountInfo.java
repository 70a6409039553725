package org.posthorn.accounts.value;

import java.time.Instant;
import java.util.List;
import org.posthorn.kernel.Address;

/**
 * An account as others see it.
 *
 * @param addresses the main one first, never empty
 */
public record AccountInfo(
    long id,
    List<Address> addresses,
    boolean administrator,
    boolean disabled,
    Instant created,
    OwnLimits limits) {

  public AccountInfo {
    addresses = List.copyOf(addresses);
  }

  public Address address() {
    return addresses.get(0);
  }
}
