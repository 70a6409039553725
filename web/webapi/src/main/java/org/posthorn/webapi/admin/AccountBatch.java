package org.posthorn.webapi.admin;

import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.webapi.body.BodyLimit;

/**
 * Accounts to create.
 *
 * @param accounts each a {@link CreateAccount}, which is bound by itself, so that one that is wrong
 *     does not stop the others
 */
@BodyLimit(AccountBatch.MAX_BODY)
public record AccountBatch(
    @Schema(implementation = CreateAccount.class)
        @NotNull @Size(min = 1, max = AccountBatch.MAX, message = "must have {min} to {max} objects") List<JsonObject> accounts) {
  /** Most accounts of a batch. */
  static final int MAX = 1_000;

  /** Longest batch, in octets. */
  static final int MAX_BODY = 1024 * 1024;
}
