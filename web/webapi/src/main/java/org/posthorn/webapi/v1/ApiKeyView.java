package org.posthorn.webapi.v1;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.apikeys.value.ApiKeyInfo;
import org.posthorn.apikeys.value.CreatedApiKey;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.apikeys.value.NewApiKey;
import org.posthorn.webapi.problem.ProblemException;

/** A key of the account, as the API shows it. */
public record ApiKeyView(
    long id,
    String name,
    @Schema(description = "What it may be used for: send, read, write, suppression")
        List<String> scopes,
    Instant created,
    @Schema(description = "When it expires; null: never") @JsonbNillable Optional<Instant> expires,
    @Schema(description = "When it was last used, to within some minutes; null: never")
        @JsonbNillable
        Optional<Instant> used,
    @Schema(description = "What the application sends; shown once, when the key is created")
        Optional<String> token) {

  /** A key that is wanted. */
  public record Create(
      @Schema(description = "What it is for", example = "order service") @NotNull String name,
      @Schema(example = "[\"send\"]") @NotNull List<@NotNull String> scopes,
      @Schema(example = "2027-11-30T12:00:00Z") Optional<String> expires) {

    NewApiKey toNewApiKey() {
      Set<KeyScope> wanted = EnumSet.noneOf(KeyScope.class);
      for (String word : scopes) {
        wanted.add(
            KeyScope.of(word)
                .orElseThrow(
                    () ->
                        ProblemException.badRequest(
                            "scopes",
                            "must be some of " + KeyScope.text(List.of(KeyScope.values())))));
      }
      return new NewApiKey(name, wanted, expires.map(Create::moment));
    }

    private static Instant moment(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw ProblemException.badRequest("expires", "must be a time such as 2027-11-30T12:00:00Z");
      }
    }
  }

  /** One that exists already. */
  static ApiKeyView of(ApiKeyInfo key) {
    return of(key, Optional.empty());
  }

  static ApiKeyView of(CreatedApiKey made) {
    return of(made.key(), Optional.of(made.token()));
  }

  private static ApiKeyView of(ApiKeyInfo key, Optional<String> token) {
    return new ApiKeyView(
        key.id(),
        key.name(),
        key.scopes().stream().sorted().map(KeyScope::word).toList(),
        key.created(),
        key.expires(),
        key.used(),
        token);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ApiKeyView[" + id + "]";
  }
}
