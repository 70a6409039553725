package org.posthorn.imap.command;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The RETURN options of a searching command. RFC 9051 §6.4.4, RFC 4731 §3.1.
 *
 * @param results what to return of the messages found
 * @param partial which of them by position; never together with ALL. RFC 9394 §3.1
 * @param items what to tell of each message that comes to the result of UPDATE. RFC 5465 §7
 */
public record SearchReturn(
    Set<Result> results, Optional<PartialRange> partial, List<FetchItem> items) {

  /** What stands for no options at all. */
  public static final SearchReturn ALL = of(Result.ALL);

  public SearchReturn {
    results = Set.copyOf(results);
    items = List.copyOf(items);
  }

  /** Options without items. */
  public SearchReturn(Set<Result> results, Optional<PartialRange> partial) {
    this(results, partial, List.of());
  }

  /** Options without PARTIAL. */
  public static SearchReturn of(Result first, Result... others) {
    return new SearchReturn(EnumSet.of(first, others), Optional.empty());
  }

  /** Whether an option is among them. */
  public boolean has(Result result) {
    return results.contains(result);
  }

  /** Whether the result is to be kept and not to be told. RFC 9051 §6.4.4.1. */
  public boolean silent() {
    return partial.isEmpty() && results.equals(EnumSet.of(Result.SAVE));
  }

  /** What to return of the messages found. */
  public enum Result {
    /** The first number. */
    MIN,
    /** The last number. */
    MAX,
    /** All numbers. */
    ALL,
    /** How many. */
    COUNT,
    /** How well the messages fit a FUZZY key. RFC 6203 §4. */
    RELEVANCY,
    /** How the result changes from now on. RFC 5267 §4.3. */
    UPDATE,
    /** Nothing: a hint that the same search will be made again. RFC 5267 §4.2. */
    CONTEXT,
    /** Nothing, but keep them as {@code $}. RFC 9051 §6.4.4.1. */
    SAVE
  }
}
