package org.posthorn.webapi.admin;

import org.posthorn.webapi.problem.ProblemException;

/**
 * The {@code limit} parameter of a list: how many items a page has at most.
 *
 * @param items from 1 to {@link #MAX}
 */
public record PageLimit(int items) {
  /** The largest. */
  public static final int MAX = 1000;

  /** When there is no parameter. */
  public static final String DEFAULT = "100";

  /**
   * Reads the parameter; an empty one is the default.
   *
   * @throws ProblemException 400 when it is no number or none of those
   */
  public static PageLimit valueOf(String text) {
    String number = text.isEmpty() ? DEFAULT : text;
    int items = number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
    if (items < 1 || items > MAX) {
      throw ProblemException.badRequest("limit", "must be a number from 1 to " + MAX);
    }
    return new PageLimit(items);
  }

  /** How many to look for, to know whether there is another page. */
  public int andOneMore() {
    return items + 1;
  }
}
