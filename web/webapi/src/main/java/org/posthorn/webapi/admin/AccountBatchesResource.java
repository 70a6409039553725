package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.domains.boundary.Result;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.BodyBinding;
import org.posthorn.webapi.body.Bound;

/** Many accounts by one request. */
@Path("admin/v0/account-batches")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class AccountBatchesResource {
  @Inject Accounts accounts;
  @Inject BodyBinding binding;

  /** Creates accounts, each independently of the others. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Creates up to 1000 accounts, each independently of the others")
  @APIResponse(responseCode = "200", description = "One item for each account, in their order")
  public Page<AccountBatchItem> create(AccountBatch batch) {
    List<Bound<CreateAccount>> bodies =
        batch.accounts().stream().map(each -> binding.bind(each, CreateAccount.class)).toList();
    List<NewAccount> valid =
        bodies.stream()
            .map(Bound::value)
            .flatMap(Optional::stream)
            .map(CreateAccount::toNewAccount)
            .toList();
    Iterator<Result<AccountInfo>> results =
        (valid.isEmpty() ? List.<Result<AccountInfo>>of() : accounts.create(valid)).iterator();
    return Page.of(
        bodies.stream()
            .map(
                body ->
                    body.value().isPresent()
                        ? AccountBatchItem.of(results.next())
                        : AccountBatchItem.invalid(body.violations()))
            .toList());
  }
}
