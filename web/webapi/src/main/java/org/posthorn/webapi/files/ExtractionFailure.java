package org.posthorn.webapi.files;

/** Ends the reading of a request whose files, or whose text beside them, cannot be taken. */
public final class ExtractionFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why it was not taken. */
  public enum Reason {
    /** The text, or all files together, have too many octets. */
    TOO_LARGE("The request is too large"),
    /** There are more than {@link FileExtraction#MOST_FILES} files. */
    TOO_MANY_FILES("A request has at most " + FileExtraction.MOST_FILES + " files"),
    /** There are more than {@link FileExtraction#MOST_VALUES} values. */
    TOO_MANY_VALUES("A request has at most " + FileExtraction.MOST_VALUES + " values"),
    /** The octets of a file are not encoded as RFC 4648 §4 has it. */
    NOT_BASE64("The data of a file is not base64");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  ExtractionFailure(Reason reason) {
    super(reason.sentence, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** For people, without its full stop. */
  public String sentence() {
    return reason.sentence;
  }
}
