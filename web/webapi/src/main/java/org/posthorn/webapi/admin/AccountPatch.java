package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.LimitsChange;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.validation.QuotaLimit;
import org.posthorn.webapi.validation.TextLength;
import org.posthorn.webapi.validation.ValidMailAddress;

/** What can be changed about an account. */
public record AccountPatch(
    Optional<@TextLength(min = CreateAccount.MIN_PASSWORD, max = CreateAccount.MAX_PASSWORD) String>
        password,
    Optional<Boolean> disabled,
    Optional<Boolean> admin,
    @Schema(description = "Further addresses")
        Optional<List<@ValidMailAddress String>> addAddresses,
    @Schema(description = "Addresses that the account loses; not the main one")
        Optional<List<@ValidMailAddress String>> removeAddresses,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable @QuotaLimit OptionalLong storageLimit,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable @QuotaLimit OptionalLong messageLimit,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable @QuotaLimit
        OptionalLong mailboxLimit) {

  static AccountChange change(MergePatch<AccountPatch> patch) {
    AccountPatch values = patch.values();
    return new AccountChange(
        values.password,
        values.disabled,
        values.admin,
        addresses(values.addAddresses),
        addresses(values.removeAddresses),
        new LimitsChange(
            limit(values.storageLimit, patch.removes("storageLimit")),
            limit(values.messageLimit, patch.removes("messageLimit")),
            limit(values.mailboxLimit, patch.removes("mailboxLimit"))));
  }

  private static Optional<OptionalLong> limit(OptionalLong value, boolean removed) {
    return value.isPresent() || removed ? Optional.of(value) : Optional.empty();
  }

  private static List<Address> addresses(Optional<List<String>> texts) {
    return texts.orElse(List.of()).stream()
        .map(text -> Address.parse(text).orElseThrow()) // @ValidMailAddress
        .toList();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AccountPatch";
  }
}
