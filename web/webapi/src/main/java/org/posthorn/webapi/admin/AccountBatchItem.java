package org.posthorn.webapi.admin;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.domains.boundary.Result;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.problem.Violation;

/**
 * What became of one account of a batch.
 *
 * @param status what a request of its own would have been answered
 */
public record AccountBatchItem(
    @Schema(description = "The HTTP status of a request for this account alone") long status,
    @Schema(description = "The account, with status 201") Optional<AccountView> account,
    @Schema(description = "What is wrong, with another status") Optional<List<Violation>> errors) {

  static AccountBatchItem of(Result<AccountInfo> result) {
    return result
        .outcome()
        .map(
            account ->
                new AccountBatchItem(
                    Response.Status.CREATED.getStatusCode(),
                    Optional.of(AccountView.of(account)),
                    Optional.empty()))
        .orElseGet(() -> refused(result.refusal().orElseThrow()));
  }

  static AccountBatchItem invalid(List<Violation> violations) {
    return failed(Response.Status.BAD_REQUEST, violations);
  }

  private static AccountBatchItem refused(Result.Objection objection) {
    return failed(
        ProblemException.status(objection), List.of(ProblemException.violation(objection)));
  }

  private static AccountBatchItem failed(Response.Status status, List<Violation> violations) {
    return new AccountBatchItem(status.getStatusCode(), Optional.empty(), Optional.of(violations));
  }
}
