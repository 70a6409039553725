package org.posthorn.webapi.v0;

import org.posthorn.webapi.files.ExtractionFailure;

/** Ends the call of a method with an error, which the client is told. */
final class MethodFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String sentence;

  /**
   * An error.
   *
   * @param code for programs
   * @param message one sentence for people
   */
  MethodFailure(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.sentence = message;
  }

  /** Something is wrong with the request. */
  static MethodFailure user(String message) {
    return new MethodFailure("user", message);
  }

  /** The request cannot be read. */
  static MethodFailure protocol(String message) {
    return new MethodFailure("protocol", message);
  }

  /** The request has more octets than it may. */
  static MethodFailure tooLarge() {
    return new MethodFailure("messageTooLarge", "The request is too large");
  }

  /** The files of a request, or its text, cannot be taken. */
  static MethodFailure of(ExtractionFailure failure) {
    boolean large = failure.reason() == ExtractionFailure.Reason.TOO_LARGE;
    return new MethodFailure(large ? "messageTooLarge" : "user", failure.sentence());
  }

  /** There is no such message, or it is not the account's. */
  static MethodFailure noMessage() {
    return new MethodFailure("messageNotFound", "There is no such message");
  }

  String code() {
    return code;
  }

  /** For people. */
  String sentence() {
    return sentence;
  }
}
