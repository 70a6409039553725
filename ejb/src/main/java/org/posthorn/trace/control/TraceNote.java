package org.posthorn.trace.control;

import java.util.List;

/**
 * What one event says of a message; text that is not known is empty.
 *
 * @param millis since 1970
 * @param order without what lists add to it
 * @param recipients all of them
 * @param step as {@link EntryText} writes it
 */
public record TraceNote(
    long millis,
    String order,
    String session,
    String client,
    Party sender,
    List<Party> recipients,
    String messageId,
    long size,
    String step) {

  /**
   * A sender or recipient.
   *
   * @param address as it is looked for, or its hash
   * @param domain of it
   */
  public record Party(String address, String domain) {
    /** Nobody, or nobody known. */
    public static final Party NONE = new Party("", "");
  }
}
