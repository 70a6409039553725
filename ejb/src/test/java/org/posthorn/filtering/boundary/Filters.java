package org.posthorn.filtering.boundary;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.posthorn.filtering.control.FilterRun;
import org.posthorn.filtering.control.Judging;
import org.posthorn.kernel.Address;

/** Filters for tests of other components. */
public final class Filters {
  private Filters() {}

  /** Takes everything. */
  public static IncomingFilter none() {
    return new IncomingFilter() {
      @Override
      public Optional<MessageFilter> begin(String client, boolean tls, Optional<Address> sender) {
        return Optional.empty();
      }
    };
  }

  /** Judges all mail, whoever brings it. */
  public static IncomingFilter by(Judging said, ScheduledExecutorService delays) {
    return new IncomingFilter() {
      @Override
      public Optional<MessageFilter> begin(String client, boolean tls, Optional<Address> sender) {
        return Optional.of(new MessageFilter(new FilterRun(said, client, tls, sender), delays));
      }
    };
  }

  /** Notes to whom somebody has written. */
  public static FilterLearning noting(List<Address> written) {
    return new FilterLearning() {
      @Override
      public void wrote(long account, Collection<Address> recipients) {
        written.addAll(recipients);
      }
    };
  }

  /** Learns nothing. */
  public static FilterLearning deaf() {
    return new FilterLearning() {
      @Override
      public void wrote(long account, Collection<Address> recipients) {}
    };
  }
}
