package org.posthorn.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailstore.query.SequenceSet;

/**
 * {@code FETCH} and {@code UID FETCH}. RFC 9051 §6.4.5.
 *
 * @param byUid whether it is UID FETCH
 * @param items in the order asked for, without repetition; at least one
 * @param changedSince only messages with a greater mod-sequence. RFC 7162 §3.1.4.1
 * @param vanished whether to tell what was expunged since. RFC 7162 §3.2.6
 * @param partial only these of the messages, by position. RFC 9394 §3.3
 */
public record Fetch(
    boolean byUid,
    SequenceSet messages,
    List<FetchItem> items,
    OptionalLong changedSince,
    boolean vanished,
    Optional<PartialRange> partial)
    implements Selected {
  public Fetch {
    items = List.copyOf(items);
  }

  @Override
  public boolean mayTellExpunges() {
    return byUid;
  }

  @Override
  public boolean usesNumbers() {
    return !byUid;
  }
}
