package org.posthorn.smtp.codec;

/** What a message may not contain unless it was declared as binary. RFC 5321 §2.3.7, §2.3.8. */
public enum TextFault {
  /** CR or LF alone: lines end with CRLF. */
  BARE_LINE_END,
  /** The octet 0: no literal of IMAP could carry it. RFC 9051 §9 */
  NUL
}
