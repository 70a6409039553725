package org.posthorn.imap.ra;

import org.posthorn.imap.session.MessageLimits;
import org.posthorn.imap.session.SearchLimits;
import org.posthorn.inbound.settings.SettingsReader;

/**
 * What a deployer sets about reading mail.
 *
 * @param maxMessageSize in octets, for APPEND
 * @param messages that one command may be about
 * @param searches keys of one search
 */
record ImapLimits(long maxMessageSize, MessageLimits messages, SearchLimits searches) {
  private static final long MESSAGE = 100L << 20;
  private static final String MESSAGES = "posthorn.imap.message-limit";
  private static final String SAVED = "posthorn.imap.save-limit";

  static ImapLimits read(SettingsReader values) {
    int limit = values.limit(MESSAGES);
    int saved = values.limit(SAVED);
    boolean both = limit > 0 && saved > 0; // RFC 9738 §4
    if (both) {
      values.wrong(SAVED, Integer.toString(saved), "must be 0 when " + MESSAGES + " is set");
    }
    return new ImapLimits(
        values.number("posthorn.imap.max-message-size", MESSAGE, 65_536, Integer.MAX_VALUE),
        new MessageLimits(limit, both ? 0 : saved), // what is wrong ends the start later
        new SearchLimits(
            (int) values.number("posthorn.imap.search-keys", 1_000, 10, 100_000),
            (int) values.number("posthorn.imap.search-texts", 100, 1, 100_000)));
  }
}
