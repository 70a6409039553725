package org.posthorn.mailboxes.control;

import java.util.Optional;

/** Outages of the database, as they are ordered; for one thread. */
public final class Faults {
  private int lostAnswers;
  private int lostCommits;
  private int refusals;
  private Optional<Error> error = Optional.empty();
  private boolean broken;
  private boolean late;
  private Runnable meanwhile = () -> {};

  /** The next commits happen, but the connection breaks before the answer. */
  public void loseAnswers(int count) {
    lostAnswers = count;
  }

  /** The next commits do not happen: the connection breaks before. */
  public void loseCommits(int count) {
    lostCommits = count;
  }

  /** The connection breaks amid the next commit, which happens a moment later all the same. */
  public void commitLate() {
    late = true;
  }

  /** Whether that is ordered for this one. */
  boolean commitsLate() {
    boolean ordered = late;
    late = false;
    return ordered;
  }

  /** The next transaction does its work and then ends in an Error. */
  public void throwInstead(Error instead) {
    error = Optional.of(instead);
  }

  /** After a lost commit, that many transactions find no database. */
  public void refuseAfterwards(int count) {
    refusals = count;
  }

  /** After a lost commit, somebody else does this. */
  public void meanwhile(Runnable act) {
    meanwhile = act;
  }

  void connect() {
    if (broken && refusals > 0) {
      refusals--;
      throw new IllegalStateException("no database");
    }
  }

  /** Does the work of a transaction and gives what is to happen when that has ended. */
  Runnable around(Runnable work) {
    work.run();
    Optional<Error> instead = error;
    error = Optional.empty();
    instead.ifPresent(
        thrown -> {
          throw thrown;
        });
    if (lostCommits > 0) {
      lostCommits--;
      broken = true;
      throw new IllegalStateException("connection lost before the commit");
    }
    if (lostAnswers > 0) {
      lostAnswers--;
      return () -> {
        broken = true;
        throw new IllegalStateException("connection lost after the commit");
      };
    }
    return () -> {};
  }

  /** What happens when the transaction has ended. */
  void afterwards() {
    Runnable act = meanwhile;
    if (broken) {
      meanwhile = () -> {};
      act.run();
    }
  }
}
