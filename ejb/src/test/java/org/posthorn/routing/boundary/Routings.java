package org.posthorn.routing.boundary;

import org.posthorn.accounts.boundary.Directory;

/** What the container would wire. */
public final class Routings {
  private Routings() {}

  /** Routes by a directory. */
  @SuppressWarnings("UnnecessaryAssignment") // this is the container here
  public static Routing of(Directory directory) {
    Routing routing = new Routing();
    routing.directory = directory;
    return routing;
  }
}
