package org.posthorn.imap.command;

import java.util.Optional;
import org.posthorn.mailstore.query.SearchKey;

/**
 * {@code SEARCH} and {@code UID SEARCH}. RFC 9051 §6.4.4.
 *
 * @param byUid whether it is UID SEARCH: results are UIDs
 * @param key what to find; empty when its charset is not known
 * @param returned what to return; empty when the command has no RETURN
 * @param charset whether it names one
 */
public record Search(
    boolean byUid, Optional<SearchKey> key, Optional<SearchReturn> returned, boolean charset)
    implements Selected {
  @Override
  public boolean mayTellExpunges() {
    return byUid;
  }

  @Override
  public boolean usesNumbers() {
    return !byUid || key.filter(SearchKey::usesNumbers).isPresent();
  }
}
