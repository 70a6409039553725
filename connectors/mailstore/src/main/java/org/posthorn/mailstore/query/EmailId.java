package org.posthorn.mailstore.query;

/** How content is identified to clients: messages with the same octets share it. RFC 8474 §5.1. */
public final class EmailId {
  private EmailId() {}

  /** The id of a content. */
  public static String of(long contentId) {
    return "M" + Long.toHexString(contentId);
  }
}
