package org.posthorn.annotations.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.annotations.entity.Annotation;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.Metadata;

/** Some annotations of one mailbox that are to be set: first looked at, then written. */
final class AnnotationChange {
  private final AnnotationRows rows;
  private final AnnotationLimits limits;
  private final Map<Long, Growth> growths = new HashMap<>();
  private final Map<Annotation.Key, Optional<byte[]>> changed = new HashMap<>();

  /** What an account will have more, and how much of that are the new values. */
  private record Growth(int count, long octets, long values) {
    Growth plus(Optional<Annotation> before, Optional<byte[]> value, int name) {
      int length = value.map(v -> v.length).orElse(0);
      return new Growth(
          count + (value.isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0),
          octets
              + (value.isPresent() ? name + length : 0)
              - before.map(Annotation::octets).orElse(0),
          values + length);
    }
  }

  AnnotationChange(AnnotationRows rows, AnnotationLimits limits) {
    this.rows = rows;
    this.limits = limits;
  }

  /** One annotation is to have a value, or none. */
  void add(Annotation.Key key, Optional<byte[]> value) {
    Optional<Annotation> before = rows.find(key);
    Growth growth = growths.getOrDefault(key.accountId(), new Growth(0, 0, 0));
    growths.put(key.accountId(), growth.plus(before, value, key.entry().length()));
    boolean same =
        value.isPresent()
            ? before.filter(row -> Arrays.equals(row.value(), value.get())).isPresent()
            : before.isEmpty();
    if (!same) {
      changed.put(key, value);
    }
  }

  /** Why it cannot be; what makes it less always can. */
  Optional<AnnotationResult> refusal() {
    List<AnnotationResult> refusals = new ArrayList<>();
    growths.forEach(
        (account, growth) -> {
          AnnotationRows.Usage now = rows.usage(account);
          long octets = now.octets() + growth.octets();
          if (growth.count() > 0 && now.count() + growth.count() > limits.entries()) {
            refusals.add(new AnnotationResult.TooMany());
          } else if (growth.octets() > 0 && octets > limits.octets()) {
            long room = limits.octets() - octets + growth.values();
            refusals.add(new AnnotationResult.TooLarge(Math.max(0, room)));
          }
        });
    return refusals.stream().findFirst();
  }

  /** Writes it. */
  void write(long now) {
    changed.forEach(
        (key, value) ->
            value.ifPresentOrElse(octets -> rows.put(key, octets, now), () -> rows.remove(key)));
  }

  /** The names of what is not as before: the shared ones, or the private ones. */
  Set<String> entries(boolean shared) {
    Set<String> entries = new HashSet<>();
    changed.keySet().stream()
        .map(Annotation.Key::entry)
        .filter(entry -> Metadata.isShared(entry) == shared)
        .forEach(entries::add);
    return entries;
  }
}
