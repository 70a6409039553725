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
   * RFC 5255 §3.2.
   *
   * @param ranges language ranges, the most wanted first; none asks what there is
   */
  record Language(List<String> ranges) implements AnyState {
    public Language {
      ranges = List.copyOf(ranges);
    }
  }

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
