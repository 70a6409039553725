package org.posthorn.checks.control;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;
import org.posthorn.net.Networks;

/** Checks for tests of other components. */
public final class CheckRuns {
  private CheckRuns() {}

  /** One that finds out what the test says. */
  public static CheckRun finding(
      CheckResults found, Executor executor, ScheduledExecutorService clock) {
    Examiner examiner =
        new Examiner() {
          @Override
          Known known(Lookups lookups, Sending sending) {
            return new Known(found.reverse(), found.spf());
          }

          @Override
          CheckResults results(
              Lookups lookups,
              Sending sending,
              Known known,
              List<DkimResult> signatures,
              ArcResult chain,
              String receiver,
              Optional<List<Address>> authors) {
            return found;
          }
        };
    examiner.settings = new CheckSettings(Networks.NONE, true, DmarcDiscovery.TREE_WALK, Set.of());
    Examiner.Sending sending =
        new Examiner.Sending(InetAddress.getLoopbackAddress(), "mail.test", Optional.empty());
    return new CheckRun(examiner, CheckThreads.on(executor), clock, sending);
  }
}
