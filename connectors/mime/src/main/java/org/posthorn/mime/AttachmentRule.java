package org.posthorn.mime;

import java.util.List;
import java.util.Set;

/**
 * Which parts are attachments: what a reader of the message would save as a file. That is each part
 * but
 *
 * <ul>
 *   <li>the text that is shown: text/plain and text/html, unless called an attachment, or a part
 *       with a file name behind the first of its multipart;
 *   <li>what a multipart/related is made of, such as the images of a page: parts that are not
 *       called attachments, and those with a Content-ID whatever they are called. RFC 2387;
 *   <li>other forms of the same in a multipart/alternative, such as an invitation, and what a
 *       multipart/report, /digest or /encrypted is made of, unless called attachments;
 *   <li>signatures, and the envelope of an encrypted message. RFC 3156, RFC 8551;
 *   <li>what is inside a message that is itself a part.
 * </ul>
 */
final class AttachmentRule {
  /** What the rule looks at of a part. */
  interface Described {
    /** Type and subtype in lower case. */
    String mediaType();

    /** Whether its disposition is {@code attachment}. RFC 2183 §2.2. */
    boolean calledAttachment();

    /** Whether it has a Content-ID. */
    boolean hasContentId();

    /** Whether it has a name of a file. */
    boolean hasFileName();

    /** The parts of a multipart; of others none, or what is inside. */
    List<? extends Described> below();
  }

  private static final Set<String> SHOWN = Set.of("text/plain", "text/html");
  private static final Set<String> CONSUMED =
      Set.of(
          "multipart/alternative", "multipart/report", "multipart/digest", "multipart/encrypted");
  private static final Set<String> CRYPTOGRAPHIC =
      Set.of(
          "application/pgp-signature",
          "application/pgp-encrypted",
          "application/pkcs7-signature",
          "application/x-pkcs7-signature",
          "application/pkcs7-mime",
          "application/x-pkcs7-mime");

  private AttachmentRule() {}

  /** Whether a message has any. */
  static boolean any(Described message) {
    String type = message.mediaType();
    return type.startsWith("multipart/") ? inside(message, type) : is(message, "", 0);
  }

  private static boolean inside(Described multipart, String above) {
    int index = 0;
    for (Described part : multipart.below()) {
      String type = part.mediaType();
      if (type.startsWith("multipart/") ? inside(part, type) : is(part, above, index)) {
        return true;
      }
      index++;
    }
    return false;
  }

  /**
   * Whether a part that is no multipart is one.
   *
   * @param above the type of the multipart that it belongs to; empty when there is none
   * @param index its place there, from 0
   */
  static boolean is(Described part, String above, int index) {
    String type = part.mediaType();
    if (CRYPTOGRAPHIC.contains(type)) {
      return false;
    }
    if (above.equals("multipart/related")) {
      return part.calledAttachment() && !part.hasContentId();
    }
    if (part.calledAttachment()) {
      return true;
    }
    if (SHOWN.contains(type)) {
      return index > 0 && !CONSUMED.contains(above) && part.hasFileName();
    }
    return !CONSUMED.contains(above);
  }
}
