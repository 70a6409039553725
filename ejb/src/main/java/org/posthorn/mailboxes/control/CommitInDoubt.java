package org.posthorn.mailboxes.control;

/** The connection broke during a commit, and nobody can say yet whether it happened. */
final class CommitInDoubt extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommitInDoubt(Throwable cause) {
    super("the commit may have happened", cause);
  }
}
