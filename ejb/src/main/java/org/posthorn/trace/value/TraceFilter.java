package org.posthorn.trace.value;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries of the trace are meant: all that is named has to hold.
 *
 * @param equal what columns have to be
 * @param from then or later
 * @param before earlier than that
 */
public record TraceFilter(
    Map<Column, String> equal, Optional<Instant> from, Optional<Instant> before) {

  /** What can be asked for, what tells most first; each but SESSION has an index. */
  public enum Column {
    ORDER("order_key"),
    MESSAGE_ID("message_id_key"),
    RECIPIENT("recipient_key"),
    SENDER("sender_key"),
    CLIENT("client_key"),
    SENDER_DOMAIN("sender_domain_key"),
    RECIPIENT_DOMAIN("recipient_domain_key"), // most mail is to domains of ours
    SESSION("session_key");

    private final String column;

    Column(String column) {
      this.column = column;
    }

    /** The name of the column. */
    public String column() {
      return column;
    }
  }

  public TraceFilter {
    equal = Map.copyOf(equal);
  }
}
