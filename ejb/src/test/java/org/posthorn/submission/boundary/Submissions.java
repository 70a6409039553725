package org.posthorn.submission.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.filtering.boundary.Filters;
import org.posthorn.kernel.Address;
import org.posthorn.submission.control.Memories;
import org.posthorn.submission.value.SendingGrantInfo;

/** Submission for tests of other components. */
public final class Submissions {
  private Submissions() {}

  /** Knows these grants, and lets all send but these accounts. */
  public static SendingRights of(
      Directory directory, List<SendingGrantInfo> grants, Set<Long> limited) {
    return of(directory, grants, limited, new ArrayList<>());
  }

  /** The same, which notes to whom somebody has written. */
  public static SendingRights of(
      Directory directory,
      List<SendingGrantInfo> grants,
      Set<Long> limited,
      List<Address> written) {
    SendingRights submission = new SendingRights();
    submission.directory = directory;
    submission.grants = Memories.of(grants);
    submission.limits = Memories.limits(limited);
    submission.learning = Filters.noting(written);
    return submission;
  }
}
