package org.posthorn.smtp.codec;

/** A command line breaks a rule. Never leaves this package. */
final class SmtpSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SmtpReply reply;

  SmtpSyntaxException(int code, String status, String text) {
    super(text, null, false, false);
    reply = SmtpReply.of(code, status, text);
  }

  SmtpReply reply() {
    return reply;
  }
}
