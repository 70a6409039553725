package org.posthorn.webapi.body;

import java.util.Set;

/**
 * The body of a PATCH: new values for some members of a resource. A member that is missing leaves
 * the resource as it is, so concurrent patches of different members do not undo each other. RFC
 * 7396.
 *
 * @param values the new values; every component that a client may omit is an optional or a list
 * @param removed the members that are null, which RFC 7396 §2 calls removed: they get the default
 *     again. Only {@code @JsonbNillable} components may be null
 */
public record MergePatch<T extends Record>(T values, Set<String> removed) {
  /** The media type; {@code application/json} means the same. */
  public static final String JSON = "application/merge-patch+json";

  public MergePatch {
    removed = Set.copyOf(removed);
  }

  /** Whether the member is to get its default again. */
  public boolean removes(String member) {
    return removed.contains(member);
  }
}
