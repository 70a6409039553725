package org.posthorn.submission.boundary;

import java.util.List;
import java.util.Set;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.filtering.boundary.Filters;
import org.posthorn.submission.control.Memories;
import org.posthorn.submission.value.SendingGrantInfo;

/** Submission for tests of other components. */
public final class Submissions {
  private Submissions() {}

  /** Knows these grants, and lets all send but these accounts. */
  public static SendingRights of(
      Directory directory, List<SendingGrantInfo> grants, Set<Long> limited) {
    SendingRights submission = new SendingRights();
    submission.directory = directory;
    submission.grants = Memories.of(grants);
    submission.limits = Memories.limits(limited);
    submission.learning = Filters.deaf();
    return submission;
  }
}
