package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.kernel.Address;

/** An account as the API shows it. */
public record AccountView(
    long id,
    @Schema(description = "The main address", example = "u1@a.test") String address,
    @Schema(description = "All addresses, the main one first") List<String> addresses,
    boolean admin,
    boolean disabled,
    Instant created,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable OptionalLong storageLimit,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable OptionalLong messageLimit,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable OptionalLong mailboxLimit) {

  public AccountView {
    addresses = List.copyOf(addresses);
  }

  static AccountView of(AccountInfo account) {
    return new AccountView(
        account.id(),
        account.address().toString(),
        account.addresses().stream().map(Address::toString).toList(),
        account.administrator(),
        account.disabled(),
        account.created(),
        account.limits().octets(),
        account.limits().messages(),
        account.limits().mailboxes());
  }
}
