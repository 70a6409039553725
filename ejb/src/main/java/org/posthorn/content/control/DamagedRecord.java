package org.posthorn.content.control;

/** A record that is needed cannot be read as it was written. */
public final class DamagedRecord extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedRecord(int segment, int offset, String what) {
    super("segment " + segment + " offset " + offset + ": " + what);
  }
}
