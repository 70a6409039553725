package org.posthorn.imap.handler;

import java.util.Locale;
import org.posthorn.imap.codec.ModifiedUtf7;
import org.posthorn.mailstore.MailboxName;

/**
 * A mailbox name with wildcards: {@code *} for anything, {@code %} for anything within a level. The
 * time to match is at most the length of the name times that of the pattern. RFC 9051 §6.3.9.
 */
final class ListPattern {
  /** Longest pattern; names are shorter. */
  static final int MAX_LENGTH = 1000;

  private final String pattern;
  private final boolean caseless;
  private final boolean encoded;

  private ListPattern(String pattern, boolean caseless, boolean encoded) {
    this.pattern = pattern;
    this.caseless = caseless;
    this.encoded = encoded;
  }

  /**
   * The pattern after a reference. Where a wildcard, or the end of the reference, parts the
   * encoding of a name (RFC 3501 §5.1.3), the pattern is one for names in their encoded form.
   */
  static ListPattern of(String reference, String pattern) {
    if (!(reference + pattern).contains(ModifiedUtf7.UNDECODABLE)) {
      return of(reference + pattern, false);
    }
    String raw = ModifiedUtf7.raw(reference) + ModifiedUtf7.raw(pattern);
    return ModifiedUtf7.decode(raw).map(whole -> of(whole, false)).orElseGet(() -> of(raw, true));
  }

  private static ListPattern of(String text, boolean encoded) {
    String all = text.replaceAll("[*%]*\\*[*%]*", "*").replaceAll("%+", "%");
    if (all.regionMatches(true, 0, "INBOX", 0, 5)
        && (all.length() == 5 || all.charAt(5) == MailboxName.SEPARATOR)) {
      all = "INBOX" + all.substring(5); // RFC 9051 §5.1
    }
    return new ListPattern(all, false, encoded);
  }

  /** The same for INBOX, whose name has no case. */
  private ListPattern forInbox() {
    return new ListPattern(pattern.toUpperCase(Locale.ROOT), true, encoded);
  }

  /** Whether levels that are no mailboxes match too. RFC 9051 §6.3.9. */
  boolean findsLevels() {
    return pattern.endsWith("%");
  }

  /** Whether only mailboxes of others are asked for. */
  boolean asksForOthers() {
    return pattern.startsWith(MailboxName.OTHER_USERS.text());
  }

  /** Whether a name matches. */
  boolean matches(MailboxName name) {
    if (name.isInbox() && !caseless) {
      return forInbox().matches(name.text());
    }
    return matches(encoded ? ModifiedUtf7.encode(name.text()) : name.text());
  }

  // at[i]: the first i characters of the pattern match what was read of the name
  private boolean matches(String name) {
    boolean[] at = new boolean[pattern.length() + 1];
    at[0] = true;
    skipWildcards(at);
    for (int n = 0; n < name.length(); n++) {
      char c = name.charAt(n);
      boolean diagonal = at[0];
      at[0] = false;
      for (int p = 0; p < pattern.length(); p++) {
        boolean before = diagonal;
        diagonal = at[p + 1];
        char wanted = pattern.charAt(p);
        at[p + 1] =
            switch (wanted) {
              case '*' -> before || diagonal || at[p];
              case '%' -> at[p] || (before || diagonal) && c != MailboxName.SEPARATOR;
              default -> before && wanted == c;
            };
      }
    }
    return at[pattern.length()];
  }

  private void skipWildcards(boolean[] at) {
    for (int p = 0; p < pattern.length() && at[p]; p++) {
      at[p + 1] = pattern.charAt(p) == '*' || pattern.charAt(p) == '%';
    }
  }
}
