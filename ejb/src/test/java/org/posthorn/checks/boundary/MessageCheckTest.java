package org.posthorn.checks.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.checks.control.CheckRuns;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.threads.Background;

/** What is counted for reports to other domains. */
class MessageCheckTest {
  private static final Address REPORTS = new Address("dmarc", "posthorn.test");
  private static final Address ANN = new Address("ann", "posthorn.test");
  private static final CheckResults FOUND =
      new CheckResults(
          new Iprev.Result(AuthStatus.PASS, Optional.empty()),
          new SpfVerdict(SpfResult.PASS, "a.test", "", "", Optional.empty()),
          List.of(),
          new ArcResult(AuthStatus.NONE, "", List.of(), List.of(), false),
          DmarcVerdict.without(AuthStatus.NONE, "a.test"),
          DmarcPolicy.NONE,
          "");

  private final ScheduledExecutorService clock = Background.clock("test");
  private final List<String> counted = new ArrayList<>();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  private List<String> countedFor(Address... recipients) {
    counted.clear();
    MessageCheck check =
        new MessageCheck(
            CheckRuns.finding(FOUND, Runnable::run, clock),
            REPORTS::equals,
            (found, exception) -> counted.add(found.spf().domain() + " " + exception));
    for (Address each : recipients) {
      check.to(each);
    }
    check.decided(FOUND, "mailing_list");
    return counted;
  }

  @Test
  void noReportComesOfAReport() {
    assertThat(countedFor(ANN)).containsExactly("a.test mailing_list");
    assertThat(countedFor(REPORTS)).isEmpty();
    assertThat(countedFor(REPORTS, ANN)).hasSize(1);
  }
}
