package org.posthorn.checks.boundary;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.posthorn.checks.control.CheckRuns;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;

/** Checks for tests of other components. */
public final class Checks {
  private Checks() {}

  /** Those that find out what the test says. */
  public static IncomingChecks finding(
      CheckResults found, Executor executor, ScheduledExecutorService delays) {
    return finding(found, executor, delays, address -> false, (any, exception) -> {});
  }

  /**
   * The same.
   *
   * @param forReports whether reports come to an address
   * @param evaluated is told what is counted for reports to others
   */
  public static IncomingChecks finding(
      CheckResults found,
      Executor executor,
      ScheduledExecutorService delays,
      Predicate<Address> forReports,
      BiConsumer<CheckResults, String> evaluated) {
    return new IncomingChecks() {
      @Override
      public Optional<MessageCheck> begin(String address, String helo, Optional<Address> sender) {
        return Optional.of(
            new MessageCheck(CheckRuns.finding(found, executor, delays), forReports, evaluated));
      }
    };
  }
}
