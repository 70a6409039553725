package org.posthorn.mailstore.query;

import java.util.OptionalLong;

/** How content is identified to clients: messages with the same octets share it. RFC 8474 §5.1. */
public final class EmailId {
  private EmailId() {}

  /** The id of a content. */
  public static String of(long contentId) {
    return "M" + Long.toHexString(contentId);
  }

  /** The content that an id stands for; empty when it is none of ours. */
  public static OptionalLong parse(String id) {
    try {
      long contentId = Long.parseUnsignedLong(id.substring(Math.min(1, id.length())), 16);
      return of(contentId).equals(id) ? OptionalLong.of(contentId) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
