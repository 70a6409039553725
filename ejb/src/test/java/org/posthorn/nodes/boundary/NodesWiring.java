package org.posthorn.nodes.boundary;

import org.posthorn.nodes.control.DutyRoster;

/** What the container would wire. */
public final class NodesWiring {
  private NodesWiring() {}

  /** The boundary of a roster. */
  public static Duties duties(DutyRoster roster) {
    Duties duties = new Duties();
    duties.roster = roster;
    return duties;
  }
}
