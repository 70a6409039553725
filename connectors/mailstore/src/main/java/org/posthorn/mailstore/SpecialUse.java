package org.posthorn.mailstore;

import java.util.Locale;
import java.util.Optional;

/** What a mailbox is for. RFC 6154 §2. */
public enum SpecialUse {
  /** All messages. */
  ALL("\\All"),
  /** The archive. */
  ARCHIVE("\\Archive"),
  /** Drafts. */
  DRAFTS("\\Drafts"),
  /** Flagged messages. */
  FLAGGED("\\Flagged"),
  /** Messages that seem important to the user. RFC 8457 §3. */
  IMPORTANT("\\Important"),
  /** Junk. */
  JUNK("\\Junk"),
  /** Copies of what was sent. */
  SENT("\\Sent"),
  /** Deleted, or on the way there. */
  TRASH("\\Trash");

  private final String attribute;

  SpecialUse(String attribute) {
    this.attribute = attribute;
  }

  /** The mailbox name attribute, for example {@code \Sent}. */
  public String attribute() {
    return attribute;
  }

  /** The use that an attribute names, in any case; empty when it names none. */
  public static Optional<SpecialUse> of(String attribute) {
    String wanted = attribute.toLowerCase(Locale.ROOT);
    for (SpecialUse use : values()) {
      if (use.attribute.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(use);
      }
    }
    return Optional.empty();
  }
}
