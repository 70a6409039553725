package org.posthorn.delivery.control;

import java.util.List;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.kernel.Address;

/**
 * Mail for an alias that goes on to members elsewhere, in the name of whoever minds its bounces.
 *
 * @param members at least one
 */
public record ListMail(AliasInfo alias, List<Address> members) {
  public ListMail {
    members = List.copyOf(members);
  }

  /** What the outgoing queue knows it by: other senders have other orders. */
  String id(String order) {
    return order + "+" + alias.id();
  }
}
