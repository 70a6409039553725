package org.posthorn.webapi.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.boundary.Aliases;
import org.posthorn.accounts.value.AliasSettings;
import org.posthorn.accounts.value.Posting;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.validation.ValidMailAddress;

/** What is decided about an alias; what is left out has its default. */
public record AliasBody(
    @NotNull @Size(min = 1, max = Aliases.MAX_MEMBERS) List<@Valid AliasMemberBody> members,
    Optional<@Size(max = Aliases.MAX_DESCRIPTION) String> description,
    @Schema(
            description = "Who may send to it",
            enumeration = {"anyone", "members", "chosen"})
        Optional<@Pattern(regexp = "anyone|members|chosen") String> posting,
    @Schema(description = "Whether members may send in its name") Optional<Boolean> sendAs,
    @Schema(description = "Whether members may see who the others are")
        Optional<Boolean> membersVisible,
    @Schema(
            description =
                "The account that is told when mail to members elsewhere cannot be delivered;"
                    + " needed for such members",
            example = "owner@a.test")
        Optional<@ValidMailAddress String> bouncesTo) {

  AliasSettings settings() {
    return new AliasSettings(
        description.orElse(""),
        Posting.valueOf(posting.orElse("anyone").toUpperCase(Locale.ROOT)),
        sendAs.orElse(false),
        membersVisible.orElse(false),
        bouncesTo.map(address -> Address.known(address).orElseThrow()),
        members.stream().map(AliasMemberBody::member).toList());
  }
}
