package org.posthorn.imap.command;

import java.util.Optional;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.thread.ThreadAlgorithm;

/**
 * {@code THREAD} and {@code UID THREAD}. RFC 5256 §3.
 *
 * @param byUid whether it is UID THREAD: results are UIDs
 * @param key what to find; empty when its charset is not known
 */
public record ThreadMessages(boolean byUid, ThreadAlgorithm algorithm, Optional<SearchKey> key)
    implements Selected {
  @Override
  public boolean mayTellExpunges() {
    return byUid; // RFC 5256 §3
  }

  @Override
  public boolean usesNumbers() {
    return !byUid || key.filter(SearchKey::usesNumbers).isPresent();
  }
}
