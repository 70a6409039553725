package org.posthorn.webapi.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.kernel.Address;

/** An alias as the API shows it. */
public record AliasView(
    @Schema(example = "sales@a.test") String address,
    String description,
    @Schema(enumeration = {"anyone", "members", "chosen"}) String posting,
    boolean sendAs,
    boolean membersVisible,
    @Schema(description = "Absent where there are no members elsewhere") Optional<String> bouncesTo,
    List<AliasMemberBody> members,
    Instant created) {
  public AliasView {
    members = List.copyOf(members);
  }

  static AliasView of(AliasInfo alias) {
    return new AliasView(
        alias.address().toString(),
        alias.description(),
        alias.posting().name().toLowerCase(Locale.ROOT),
        alias.sendAs(),
        alias.membersVisible(),
        alias.bouncesTo().map(Address::toString),
        alias.members().stream().map(AliasMemberBody::of).toList(),
        alias.created());
  }
}
