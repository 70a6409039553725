package org.posthorn.webapi.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One page of a list.
 *
 * @param next what {@code after} of the next page is to be; absent on the last page
 */
public record Page<T>(
    List<T> items,
    @Schema(description = "The value of after for the next page; absent on the last one")
        Optional<String> next) {

  public Page {
    items = List.copyOf(items);
  }

  /** A list that has one page only. */
  public static <T> Page<T> of(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  /**
   * A page of what was found.
   *
   * @param found one more than the limit when there is another page
   * @param key names the last item for the next page
   */
  public static <F, T> Page<T> of(
      List<F> found, PageLimit limit, Function<F, T> view, Function<F, String> key) {
    int size = Math.min(found.size(), limit.items());
    Optional<String> next =
        found.size() > size ? Optional.of(key.apply(found.get(size - 1))) : Optional.empty();
    return new Page<>(found.subList(0, size).stream().map(view).toList(), next);
  }
}
