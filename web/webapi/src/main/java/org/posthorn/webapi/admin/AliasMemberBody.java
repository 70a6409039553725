package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.validation.ValidMailAddress;

/** A member of an alias. */
public record AliasMemberBody(
    @Schema(example = "ann@a.test") @NotNull @ValidMailAddress String address,
    @Schema(description = "Whether they may send to it where only chosen members may")
        Optional<Boolean> posts) {

  static AliasMemberBody of(AliasMember member) {
    return new AliasMemberBody(member.address().toString(), Optional.of(member.posts()));
  }

  AliasMember member() {
    return new AliasMember(Address.known(address).orElseThrow(), posts.orElse(false));
  }
}
