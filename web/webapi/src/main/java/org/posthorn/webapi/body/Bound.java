package org.posthorn.webapi.body;

import java.util.List;
import java.util.Optional;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.problem.Violation;

/**
 * What became of a JSON object: a valid record, or all that is wrong.
 *
 * @param value empty when there are violations
 */
public record Bound<T>(Optional<T> value, List<Violation> violations) {
  public Bound {
    violations = List.copyOf(violations);
  }

  /**
   * The record.
   *
   * @throws ProblemException 400 with the violations
   */
  public T orThrow() {
    return value.orElseThrow(() -> ProblemException.badRequest(violations));
  }
}
