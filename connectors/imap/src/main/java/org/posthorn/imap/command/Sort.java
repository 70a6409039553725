package org.posthorn.imap.command;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.sort.SortCriterion;

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
    List<SortCriterion> criteria,
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
}
