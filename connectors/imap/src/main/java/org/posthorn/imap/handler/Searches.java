package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.query.Scope;
import org.posthorn.mailstore.query.SearchKey;

/** What all searching commands have in common. */
final class Searches {
  private Searches() {}

  /** Answers a search that cannot be made. */
  static Completion refused(
      Completion reason, Optional<SearchReturn> returned, SelectedMailbox mailbox) {
    if (returned.filter(options -> options.has(Result.SAVE)).isPresent()) {
      mailbox.save(UidSet.EMPTY); // RFC 9051 §6.4.4.1: after NO there is no result
    }
    return reason;
  }

  /** The filters of the account that is logged in. */
  static FilterExpansion filters(ImapSession session) {
    return new FilterExpansion(session);
  }

  /** Notes what a client has used, and gives the key as it stands in the mailbox now. */
  static SearchKey begin(SearchKey key, SelectedMailbox mailbox, ImapSession session) {
    begin(key, session);
    return key.knowing(mailbox.recent());
  }

  /** The same where other mailboxes are searched, too. */
  static void begin(SearchKey key, ImapSession session) {
    if (key.usesModSeq()) {
      session.enableCondstore(); // RFC 7162 §3.1
    }
  }

  /** The messages to look at, as many as one search may look at. RFC 9738 §3.1. */
  static Limited limited(SearchKey key, SelectedMailbox mailbox, ImapSession session) {
    int limit = session.settings().limits().any();
    return limit == 0 || mailbox.known().size() <= limit
        ? new Limited(UidSet.EMPTY, Optional.empty())
        : Limited.of(Scope.of(key, mailbox.known(), mailbox.saved()), session);
  }

  /** Whether updates are asked for under a tag that already stands for others. RFC 5267 §4.3. */
  static boolean reusesTag(
      Optional<SearchReturn> returned, SelectedMailbox mailbox, ImapSession session) {
    return returned.filter(options -> options.has(Result.UPDATE)).isPresent()
        && mailbox.hasUpdates(session.tag());
  }

  /** Answers a search in a charset that is not known. */
  static Completion unknownCharset(Optional<SearchReturn> returned, SelectedMailbox mailbox) {
    return refused(unknownCharset(), returned, mailbox);
  }

  /** Answers a search in a charset that is not known. RFC 5256 §3, RFC 9051 §6.4.4. */
  static Completion unknownCharset() {
    return Completion.no("BADCHARSET (US-ASCII UTF-8)", "Unknown charset");
  }
}
