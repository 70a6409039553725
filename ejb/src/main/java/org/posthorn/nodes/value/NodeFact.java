package org.posthorn.nodes.value;

import java.util.Map;

/** Numbers that a server tells of itself; each bean of this type is asked every ten seconds. */
public interface NodeFact {

  /**
   * The numbers now, by names in lower case with dashes; to be had at once and without the
   * database.
   */
  Map<String, Long> values();
}
