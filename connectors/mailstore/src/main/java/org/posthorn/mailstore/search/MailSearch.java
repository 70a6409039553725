package org.posthorn.mailstore.search;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.query.SearchKey;

/**
 * What somebody looks for.
 *
 * @param key what the messages must be
 * @param mailboxes the names of mailboxes to look into; none for all but Trash and Junk
 * @param below the names of mailboxes to look into with all below them
 * @param attachment what kind of attachment the messages must have
 */
public record MailSearch(
    SearchKey key,
    List<String> mailboxes,
    List<String> below,
    Optional<AttachmentClass> attachment) {
  public MailSearch {
    mailboxes = List.copyOf(mailboxes);
    below = List.copyOf(below);
  }

  /** Whether it says where to look. */
  public boolean isScoped() {
    return !mailboxes.isEmpty() || !below.isEmpty();
  }
}
