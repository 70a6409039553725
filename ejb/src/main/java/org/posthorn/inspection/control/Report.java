package org.posthorn.inspection.control;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Prints what a check finds, line by line, and counts it. */
public final class Report {
  private static final int MOST_LINES = 1_000; // of one kind; the rest is counted

  private final PrintStream out;
  private final Map<String, Integer> problems = new LinkedHashMap<>();
  private final Set<Long> lost = new HashSet<>();
  private final Set<Long> missing = new HashSet<>();

  /** To be printed there. */
  public Report(PrintStream out) {
    this.out = out;
  }

  /** Something that is as it should be. */
  public void say(String line) {
    out.println(line);
  }

  /** Something is wrong. */
  public void problem(String kind, String what) {
    int count = problems.merge(kind, 1, Integer::sum);
    if (count <= MOST_LINES) {
      out.println("  " + kind + ": " + what);
    }
  }

  /** A content cannot be read to which somebody refers. */
  public void lost(long id, String why) {
    lost.add(id);
    if (why.startsWith("no ")) {
      missing.add(id);
    }
    problem("content " + why, name(id));
  }

  /** Whether a content is one of those. */
  public boolean isLost(long id) {
    return lost.contains(id);
  }

  /** Whether nothing is where it should be. */
  public boolean isMissing(long id) {
    return missing.contains(id);
  }

  /** A content id as in EMAILID and in the log, with its place. */
  public static String name(long id) {
    return "M%x (segment %08x.seg, offset %d)".formatted(id, id >>> 32, id & 0xFFFFFFFFL);
  }

  /** Prints the counts; answers how many problems there are. */
  public int conclude() {
    int all = problems.values().stream().mapToInt(n -> n).sum();
    problems.forEach((kind, count) -> out.println(count + " × " + kind));
    out.println(
        all == 0 ? "Everything is in order." : all + (all == 1 ? " problem." : " problems."));
    return all;
  }
}
