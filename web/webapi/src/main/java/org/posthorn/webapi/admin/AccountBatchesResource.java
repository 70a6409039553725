package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.AccountInfo;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.NewAccount;
import org.posthorn.domains.boundary.Result;
import org.posthorn.webapi.Members;
import org.posthorn.webapi.Problem;

/** Many accounts by one request. */
@Path("admin/v0/account-batches")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class AccountBatchesResource {
  private static final int MOST = 1_000;
  private static final int MAX_BODY = 1024 * 1024;

  @Inject Accounts accounts;

  /** Creates accounts, each or not by itself. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Creates up to 1000 accounts, each or not by itself")
  @APIResponse(
      responseCode = "200",
      description = "Items in the order of the request: status, with account or errors")
  public JsonObject create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              requiredProperties = "accounts",
                              properties =
                                  @SchemaProperty(
                                      name = "accounts",
                                      type = SchemaType.ARRAY,
                                      description = "As for POST accounts",
                                      implementation = Object.class))))
          InputStream body)
      throws IOException {
    Members members = Members.read(body, MAX_BODY, "accounts");
    List<Members> all = members.objects("accounts", MOST, AccountsResource.NEW);
    members.check();
    List<Optional<NewAccount>> wanted = all.stream().map(AccountsResource::wanted).toList();
    List<NewAccount> sound = new ArrayList<>();
    wanted.forEach(each -> each.ifPresent(sound::add));
    Iterator<Result<AccountInfo>> results =
        (sound.isEmpty() ? List.<Result<AccountInfo>>of() : accounts.create(sound)).iterator();
    JsonArrayBuilder items = Json.createArrayBuilder();
    for (int i = 0; i < wanted.size(); i++) {
      items.add(wanted.get(i).isPresent() ? item(results.next()) : faulty(all.get(i).faults()));
    }
    return Json.createObjectBuilder().add("items", items).build();
  }

  private static JsonObject item(Result<AccountInfo> result) {
    return result
        .outcome()
        .map(
            account ->
                Json.createObjectBuilder()
                    .add("status", Response.Status.CREATED.getStatusCode())
                    .add("account", AccountsResource.view(account))
                    .build())
        .orElseGet(
            () -> {
              Result.Objection objection = result.refusal().orElseThrow();
              return errors(
                  Answers.status(objection),
                  List.of(new Problem.Fault(objection.field(), objection.reason())));
            });
  }

  private static JsonObject faulty(List<Problem.Fault> faults) {
    return errors(Response.Status.BAD_REQUEST, faults);
  }

  private static JsonObject errors(Response.Status status, List<Problem.Fault> faults) {
    return Json.createObjectBuilder()
        .add("status", status.getStatusCode())
        .add("errors", Problem.errors(faults))
        .build();
  }
}
