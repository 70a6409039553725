package org.posthorn.imap.command;

import java.util.List;
import java.util.Optional;

/**
 * {@code SORT} and {@code UID SORT}. RFC 5256 §3, RFC 5267 §3.
 *
 * @param byUid whether it is UID SORT: results are UIDs
 * @param criteria by what to sort, the most important first; at least one, each key once
 * @param key what to find; empty when its charset is not known
 * @param returned what to return; empty when the command has no RETURN
 */
public record Sort(
    boolean byUid,
    List<Criterion> criteria,
    Optional<SearchKey> key,
    Optional<SearchReturn> returned)
    implements Selected {
  public Sort {
    criteria = List.copyOf(criteria);
  }

  @Override
  public boolean mayTellExpunges() {
    return byUid; // RFC 5256 §3
  }

  @Override
  public boolean usesNumbers() {
    return !byUid || key.filter(SearchKey::usesNumbers).isPresent();
  }

  /**
   * One criterion.
   *
   * @param descending whether REVERSE stood before it
   */
  public record Criterion(Key key, boolean descending) {}

  /** What messages can be sorted by. RFC 5256 §3, RFC 5957 §4, RFC 6203 §6. */
  public enum Key {
    /** Internal date and time. */
    ARRIVAL,
    /** Mailbox of the first Cc address. */
    CC,
    /** Date and time of the Date field in UTC, else the internal date. */
    DATE,
    /** Mailbox of the first From address. */
    FROM,
    /** Octets. */
    SIZE,
    /** Base subject. */
    SUBJECT,
    /** Mailbox of the first To address. */
    TO,
    /** What is shown of the first From address. */
    DISPLAYFROM,
    /** What is shown of the first To address. */
    DISPLAYTO,
    /** How well it fits a FUZZY key, the best first. RFC 6203 §6. */
    RELEVANCY
  }
}
