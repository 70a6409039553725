package org.posthorn.trace.value;

import java.time.Instant;
import java.util.List;

/**
 * What happened to a message for one recipient within a moment. Text that is not known is empty.
 *
 * @param key later entries have greater ones
 * @param order the id that Received fields and the log show
 * @param session of the client
 * @param client its IP address
 * @param sender the reverse-path; empty is the null one, too
 * @param recipient one of the envelope; empty where none was named
 * @param messageId with its angle brackets
 * @param size octets, 0 when not known
 * @param steps oldest first
 */
public record TraceEntry(
    long key,
    String order,
    String session,
    String client,
    String sender,
    String recipient,
    String messageId,
    long size,
    List<TraceStep> steps) {
  public TraceEntry {
    steps = List.copyOf(steps);
  }

  /** When the first of it happened, as far as keys tell. */
  public Instant time() {
    return TraceKeys.time(key);
  }
}
