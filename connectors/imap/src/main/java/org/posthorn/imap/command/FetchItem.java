package org.posthorn.imap.command;

import java.util.Optional;

/** One thing that a FETCH asks for of each message. RFC 9051 §6.4.5. */
public sealed interface FetchItem {

  /** Whether giving it sets {@code \Seen}. */
  default boolean setsSeen() {
    return false;
  }

  /** What has no arguments and is answered from memory or from what was computed at delivery. */
  enum Attribute implements FetchItem {
    /** Flags. */
    FLAGS("FLAGS"),
    /** UID. */
    UID("UID"),
    /** When the message was received. */
    INTERNALDATE("INTERNALDATE"),
    /** Octets of the message. */
    RFC822_SIZE("RFC822.SIZE"),
    /** Envelope. */
    ENVELOPE("ENVELOPE"),
    /** Structure without extension data. */
    BODY("BODY"),
    /** Structure. */
    BODYSTRUCTURE("BODYSTRUCTURE"),
    /** Mod-sequence. RFC 7162 §3.1.4.2. */
    MODSEQ("MODSEQ"),
    /** When the message came to this mailbox. RFC 8514 §4.2. */
    SAVEDATE("SAVEDATE"),
    /** Identifies the content. RFC 8474 §5.1. */
    EMAILID("EMAILID"),
    /** Identifies the thread. RFC 8474 §5.2. */
    THREADID("THREADID"),
    /** The beginning of the text, for people. RFC 8970. */
    PREVIEW("PREVIEW");

    private final String label;

    Attribute(String label) {
      this.label = label;
    }

    /** Its name in commands and responses. */
    public String label() {
      return label;
    }
  }

  /**
   * Octets of the message or a part of it.
   *
   * @param label what the response calls it, origin octet included: {@code BODY[1.MIME]<0>}
   * @param decoded whether the content transfer encoding is to be removed (BINARY)
   */
  record Octets(
      String label, SectionSpec section, Optional<Partial> partial, boolean peek, boolean decoded)
      implements FetchItem {
    @Override
    public boolean setsSeen() {
      return !peek;
    }
  }

  /**
   * How many octets a part has without its content transfer encoding (BINARY.SIZE).
   *
   * @param label what the response calls it
   */
  record DecodedSize(String label, SectionSpec section) implements FetchItem {}

  /**
   * Some of the octets.
   *
   * @param offset the first, from 0
   * @param length the most, at least 1
   */
  record Partial(long offset, long length) {}
}
