package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.boundary.ClientKeys;
import org.posthorn.accounts.value.NewClientKey;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.validation.ValidMailAddress;

/** A key that programs log in with. */
public record RegisterClientKey(
    @Schema(description = "What the key logs in as", example = "u1@a.test")
        @NotNull @ValidMailAddress
        String address,
    @Schema(description = "A certificate or public key, in PEM, or in DER as base64") @NotNull String key,
    @Schema(example = "Ann's telephone") Optional<@Size(max = ClientKeys.MAX_NAME) String> name,
    @Schema(description = "Whether IMAP greets with PREAUTH; true if missing")
        Optional<Boolean> imapPreauth) {

  NewClientKey toNewClientKey() {
    return new NewClientKey(
        Address.parse(address).orElseThrow(), // @ValidMailAddress
        key,
        name.orElse(""),
        imapPreauth.orElse(true));
  }
}
