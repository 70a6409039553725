package org.posthorn.planted.right;

import org.posthorn.planted.left.Left;

/** One half of a circle that {@code HouseRulesTest} finds. */
public final class Right {
  /** The other half. */
  public Class<?> other() {
    return Left.class;
  }
}
