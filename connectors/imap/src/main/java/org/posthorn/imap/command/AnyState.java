package org.posthorn.imap.command;

import java.util.List;

/** Commands that are legal at any time. RFC 9051 §6.1. */
public sealed interface AnyState extends Command {

  /** RFC 9051 §6.1.1. */
  record Capability() implements AnyState {}

  /** RFC 9051 §6.1.2. */
  record Noop() implements AnyState {}

  /** RFC 9051 §6.1.3. */
  record Logout() implements AnyState {}

  /**
   * RFC 2971 §3.1.
   *
   * @param fields name, value, name, value …; a value that is NIL is empty text
   */
  record Id(List<String> fields) implements AnyState {
    public Id {
      fields = List.copyOf(fields);
    }
  }
}
