package org.posthorn.reports.control;

/** A report that is none, or more than anybody has to read. */
public final class UnreadableReport extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public UnreadableReport(String why) {
    super(why);
  }
}
