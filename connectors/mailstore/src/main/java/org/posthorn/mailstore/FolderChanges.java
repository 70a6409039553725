package org.posthorn.mailstore;

import java.util.List;

/**
 * What has become of an account's own mailboxes since a state. RFC 8620 §5.2, RFC 8621 §2.2.
 *
 * @param state the state now: to be asked for the next time; at least 0
 * @param known whether all changes since then are known; when not, the list is to be read anew
 * @param changes in their order; none when they are not known
 */
public record FolderChanges(long state, boolean known, List<FolderChange> changes) {
  /** Copies the list. */
  public FolderChanges {
    changes = List.copyOf(changes);
  }
}
