package org.posthorn.webmail.compose;

/** Why something was not done, by the key of a text for people. */
final class ComposeProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String key;
  private final String subject;

  /**
   * With an HTTP status.
   *
   * @param subject what the text is about, such as an address; may be empty
   */
  ComposeProblem(int status, String key, String subject) {
    super(key);
    this.status = status;
    this.key = key;
    this.subject = subject;
  }

  /** What was asked makes no sense; pages of ours do not ask so. */
  static ComposeProblem request() {
    return new ComposeProblem(400, "problem.request", "");
  }

  int status() {
    return status;
  }

  String key() {
    return key;
  }

  String subject() {
    return subject;
  }
}
