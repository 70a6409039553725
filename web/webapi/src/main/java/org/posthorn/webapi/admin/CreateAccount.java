package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.validation.QuotaLimit;
import org.posthorn.webapi.validation.TextLength;
import org.posthorn.webapi.validation.ValidMailAddress;

/** A new account. */
public record CreateAccount(
    @Schema(description = "The main address, in a domain of the server", example = "u1@a.test")
        @NotNull @ValidMailAddress
        String address,
    @NotNull @TextLength(min = MIN_PASSWORD, max = MAX_PASSWORD) String password,
    Optional<Boolean> admin,
    @Schema(description = LIMIT) @JsonbNillable @QuotaLimit OptionalLong storageLimit,
    @Schema(description = LIMIT) @JsonbNillable @QuotaLimit OptionalLong messageLimit,
    @Schema(description = LIMIT) @JsonbNillable @QuotaLimit OptionalLong mailboxLimit) {
  /** Fewest characters of a password. */
  static final int MIN_PASSWORD = 8;

  /** Most characters of a password. */
  static final int MAX_PASSWORD = 256;

  /** What the numbers of limits mean. */
  static final String LIMIT = "-1 is no limit, null the server's default";

  NewAccount toNewAccount() {
    return new NewAccount(
        Address.parse(address).orElseThrow(), // @ValidMailAddress
        password,
        admin.orElse(false),
        new OwnLimits(storageLimit, messageLimit, mailboxLimit));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "CreateAccount[" + address + "]";
  }
}
