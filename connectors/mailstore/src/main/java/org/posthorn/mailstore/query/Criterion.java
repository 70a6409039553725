package org.posthorn.mailstore.query;

import java.util.Comparator;
import java.util.List;
import org.posthorn.mailstore.MailboxCursor;

/**
 * A search key made ready for one view.
 *
 * @param needs what it takes to decide it at most
 */
record Criterion(Depth needs, Test test) {

  /** How deeply one has to look into a message. */
  enum Depth {
    /** What the view has. */
    COLUMNS,
    /** What was computed at delivery. */
    FACTS,
    /** The octets. */
    CONTENT
  }

  /** Looks at a message. */
  @FunctionalInterface
  interface Test {
    /** Decides with what the candidate has by now. */
    Truth of(Candidate candidate);
  }

  /** Decided by what the view has. */
  static Criterion columns(ColumnTest test) {
    return new Criterion(Depth.COLUMNS, candidate -> Truth.of(test.of(candidate.columns())));
  }

  /** Looks at the columns of a message. */
  @FunctionalInterface
  interface ColumnTest {
    /** Decides. */
    boolean of(MailboxCursor message);
  }

  Criterion not() {
    return new Criterion(needs, candidate -> test.of(candidate).not());
  }

  /** All of these; what is cheap is looked at first. */
  static Criterion and(List<Criterion> all) {
    return joined(all, Truth.NO);
  }

  /** One of these; what is cheap is looked at first. */
  static Criterion or(List<Criterion> all) {
    return joined(all, Truth.YES);
  }

  private static Criterion joined(List<Criterion> all, Truth decides) {
    List<Criterion> sorted = all.stream().sorted(Comparator.comparing(Criterion::needs)).toList();
    Test[] tests = sorted.stream().map(Criterion::test).toArray(Test[]::new);
    Depth needs = sorted.get(sorted.size() - 1).needs();
    return new Criterion(needs, candidate -> joined(tests, candidate, decides));
  }

  private static Truth joined(Test[] tests, Candidate candidate, Truth decides) {
    Truth result = decides.not();
    for (Test test : tests) {
      Truth one = test.of(candidate);
      if (one == decides) {
        return decides;
      }
      result = one == Truth.UNKNOWN ? Truth.UNKNOWN : result;
    }
    return result;
  }
}
