package org.posthorn.accounts.value;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * An address that stands for others, as those who are not in charge of it see it.
 *
 * @param description the administrator's note, or empty
 * @param sendAs whether members may send in its name
 * @param membersVisible whether members may see who the others are
 * @param bouncesTo who is told when mail to members elsewhere cannot be delivered; needed for such
 *     members
 */
public record AliasInfo(
    long id,
    Address address,
    String description,
    Posting posting,
    boolean sendAs,
    boolean membersVisible,
    Optional<Address> bouncesTo,
    List<AliasMember> members,
    Instant created) {
  public AliasInfo {
    members = List.copyOf(members);
  }

  /** Whether an address is a member's. */
  public boolean has(Address address) {
    String key = address.lookupKey();
    return members.stream().anyMatch(each -> each.address().lookupKey().equals(key));
  }

  /** Whether somebody with this address may send to it. */
  public boolean mayPost(Address sender) {
    return switch (posting) {
      case ANYONE -> true;
      case MEMBERS -> has(sender);
      case CHOSEN ->
          members.stream()
              .anyMatch(
                  each -> each.posts() && each.address().lookupKey().equals(sender.lookupKey()));
    };
  }
}
