package org.posthorn.mailstore;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of a mailbox: NFC text, levels parted by {@code /}. INBOX is spelled in capitals
 * whatever way it was written (RFC 9051 §5.1), also as the first level.
 */
public record MailboxName(String text) implements Comparable<MailboxName> {

  /** Between the levels of the hierarchy. */
  public static final char SEPARATOR = '/';

  /** Longest name in characters. */
  public static final int MAX_LENGTH = 500;

  /** Most levels. */
  public static final int MAX_LEVELS = 32;

  /** Above the mailboxes of other users: {@code Other Users/bob@x.example/INBOX}. RFC 2342 §5. */
  public static final MailboxName OTHER_USERS = new MailboxName("Other Users");

  /** Where mail arrives. */
  public static final MailboxName INBOX = new MailboxName("INBOX");

  /**
   * Reads a name: no empty level, no level of {@code .} or {@code ..}, none that starts with {@code
   * #}, no control characters or line separators, at most {@value #MAX_LENGTH} characters. Empty
   * when it breaks a rule.
   */
  public static Optional<MailboxName> parse(String text) {
    String name = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (name.isEmpty() || name.length() > MAX_LENGTH || name.startsWith("#")) {
      return Optional.empty();
    }
    String[] levels = name.split("/", -1);
    if (levels.length > MAX_LEVELS) {
      return Optional.empty();
    }
    for (String level : levels) {
      if (level.isEmpty() || level.equals(".") || level.equals("..")) {
        return Optional.empty();
      }
    }
    if (name.codePoints().anyMatch(MailboxName::forbidden)) {
      return Optional.empty();
    }
    if (levels[0].equalsIgnoreCase("INBOX")) {
      name = "INBOX" + name.substring(5);
    }
    return Optional.of(new MailboxName(name));
  }

  private static boolean forbidden(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || c >= 0xD800 && c <= 0xDFFF
        || c == 0xFFFD;
  }

  /** Whether this is INBOX. */
  public boolean isInbox() {
    return text.equals("INBOX");
  }

  /** The mailboxes above, outermost first. */
  public List<MailboxName> parents() {
    List<MailboxName> parents = new ArrayList<>();
    for (int at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, at + 1)) {
      parents.add(new MailboxName(text.substring(0, at)));
    }
    return parents;
  }

  /** Whether this is somewhere below the other. */
  public boolean isBelow(MailboxName other) {
    return text.length() > other.text.length()
        && text.startsWith(other.text)
        && text.charAt(other.text.length()) == SEPARATOR;
  }

  /** Whether this is the name of somebody else's mailbox, or of what is above such. */
  public boolean isForeign() {
    return equals(OTHER_USERS) || isBelow(OTHER_USERS);
  }

  /** This name after a parent was renamed. */
  public MailboxName moved(MailboxName from, MailboxName to) {
    return new MailboxName(to.text + text.substring(from.text.length()));
  }

  @Override
  public int compareTo(MailboxName other) {
    if (isInbox() || other.isInbox()) {
      return Boolean.compare(other.isInbox(), isInbox());
    }
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
