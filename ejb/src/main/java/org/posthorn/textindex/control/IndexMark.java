package org.posthorn.textindex.control;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.IndexCommit;

/**
 * How far the index of a mailbox goes; kept in each of its commits.
 *
 * @param uidValidity of the mailbox; 0 when there is nothing yet
 * @param below the lowest UID that it does not know
 */
public record IndexMark(long uidValidity, long below) {
  private static final String VALIDITY = "uid-validity";
  private static final String BELOW = "below";
  private static final String FORM = "form";
  private static final long NO_MAILBOX = -1;

  /** What is kept of messages; an index of another form is made anew. */
  private static final String CURRENT_FORM = "3";

  static IndexMark of(IndexCommit commit) throws IOException {
    Map<String, String> data = commit.getUserData();
    if (!data.isEmpty() && !CURRENT_FORM.equals(data.get(FORM))) {
      return new IndexMark(NO_MAILBOX, 1);
    }
    return new IndexMark(
        Long.parseLong(data.getOrDefault(VALIDITY, "0")),
        Long.parseLong(data.getOrDefault(BELOW, "1")));
  }

  boolean isStart() {
    return uidValidity == 0;
  }

  Map<String, String> data() {
    return Map.of(
        VALIDITY, Long.toString(uidValidity), BELOW, Long.toString(below), FORM, CURRENT_FORM);
  }
}
