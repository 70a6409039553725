package org.posthorn.imap.command;

import java.util.Optional;
import java.util.Set;

/**
 * {@code SEARCH} and {@code UID SEARCH}. RFC 9051 §6.4.4.
 *
 * @param byUid whether it is UID SEARCH: results are UIDs
 * @param key what to find; empty when its charset is not known
 * @param results what to return; empty when the command has no RETURN
 */
public record Search(boolean byUid, Optional<SearchKey> key, Optional<Set<Result>> results)
    implements Selected {
  public Search {
    results = results.map(Set::copyOf);
  }

  @Override
  public boolean mayTellExpunges() {
    return byUid;
  }

  /** What to return of the messages found. RFC 9051 §6.4.4, RFC 4731 §3.1. */
  public enum Result {
    /** The lowest number. */
    MIN,
    /** The highest number. */
    MAX,
    /** All numbers. */
    ALL,
    /** How many. */
    COUNT,
    /** Nothing, but keep them as {@code $}. RFC 9051 §6.4.4.1. */
    SAVE
  }
}
