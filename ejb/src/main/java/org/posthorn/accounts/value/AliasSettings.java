package org.posthorn.accounts.value;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/** What an administrator decides about an alias; see {@link AliasInfo}. */
public record AliasSettings(
    String description,
    Posting posting,
    boolean sendAs,
    boolean membersVisible,
    Optional<Address> bouncesTo,
    List<AliasMember> members) {
  public AliasSettings {
    members = List.copyOf(members);
  }
}
