package org.posthorn.imap.codec;

/** The octets do not follow the grammar; never leaves the codec. */
final class ImapSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong, for the client. */
  ImapSyntaxException(String reason) {
    super(reason, null, false, false); // thrown for hostile input: no stack trace
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
