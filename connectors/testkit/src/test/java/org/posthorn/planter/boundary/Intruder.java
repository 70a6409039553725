package org.posthorn.planter.boundary;

import org.posthorn.planted.control.Inner;

/** Uses another component's inside. */
public final class Intruder {
  /** The inside. */
  public Inner inner() {
    return new Inner();
  }
}
