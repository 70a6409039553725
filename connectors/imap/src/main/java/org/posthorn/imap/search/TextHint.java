package org.posthorn.imap.search;

import org.jspecify.annotations.Nullable;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.server.ImapEndpoint.TextCandidates;
import org.posthorn.kernel.UidSet;
import org.posthorn.mime.text.SearchText;
import org.posthorn.mailstore.MailboxCursor;

/**
 * What an index knows about which messages have a text, so that the octets of the others need not
 * be read. The index is asked once, when the first message depends on it.
 */
final class TextHint {
  private static final TextCandidates NOTHING = new TextCandidates(0, UidSet.EMPTY);

  private final ImapEndpoint endpoint;
  private final long mailbox;
  private final SearchText text;
  private @Nullable TextCandidates candidates;

  /** About a text in the messages of a mailbox. */
  TextHint(ImapEndpoint endpoint, long mailbox, SearchText text) {
    this.endpoint = endpoint;
    this.mailbox = mailbox;
    this.text = text;
  }

  /** Whether the message certainly does not have the text. */
  boolean rulesOut(MailboxCursor message) {
    TextCandidates known = candidates;
    if (known == null) {
      known = text.isEmpty() ? NOTHING : endpoint.textCandidates(mailbox, text).orElse(NOTHING);
      candidates = known;
    }
    return message.uid() < known.below() && !known.uids().contains(message.uid());
  }
}
