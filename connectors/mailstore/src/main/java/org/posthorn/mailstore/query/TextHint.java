package org.posthorn.mailstore.query;

import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mime.text.SearchText;

/**
 * What an index knows about which messages have a text, so that the octets of the others need not
 * be read. The index is asked once, when the first message depends on it.
 */
final class TextHint {
  private static final TextCandidates NOTHING = new TextCandidates(0, UidSet.EMPTY);

  private final MessageSource source;
  private final SearchText text;
  private @Nullable TextCandidates candidates;

  /** About a text in messages. */
  TextHint(MessageSource source, SearchText text) {
    this.source = source;
    this.text = text;
  }

  /** Whether the message certainly does not have the text. */
  boolean rulesOut(MailboxCursor message) {
    TextCandidates known = candidates;
    if (known == null) {
      known = text.isEmpty() ? NOTHING : source.textCandidates(text).orElse(NOTHING);
      candidates = known;
    }
    return message.uid() < known.below() && !known.uids().contains(message.uid());
  }
}
