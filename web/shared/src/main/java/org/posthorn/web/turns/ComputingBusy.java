package org.posthorn.web.turns;

/** So much of an account is computing or waiting that nothing more was begun; ask again later. */
public final class ComputingBusy extends RuntimeException {
  private static final long serialVersionUID = 1;

  ComputingBusy() {
    super("too much at once", null, false, false);
  }
}
