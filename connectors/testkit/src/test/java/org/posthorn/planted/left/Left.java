package org.posthorn.planted.left;

import org.posthorn.planted.right.Right;

/** One half of a circle that {@code HouseRulesTest} finds. */
public final class Left {
  /** The other half. */
  public Class<?> other() {
    return Right.class;
  }
}
