package org.posthorn.checks.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.posthorn.checks.control.CheckRun;
import org.posthorn.checks.control.CheckSettings;
import org.posthorn.checks.control.CheckThreads;
import org.posthorn.checks.control.Examiner;
import org.posthorn.kernel.Address;
import org.posthorn.reports.boundary.ReceivedReports;

/** Finds out whether mail from elsewhere is from whom it says. */
@ApplicationScoped
public class IncomingChecks {
  @Inject CheckSettings settings;
  @Inject CheckThreads threads;
  @Inject Examiner examiner;
  @Inject Evaluations evaluations;
  @Inject ReceivedReports reports;
  @Resource ManagedScheduledExecutorService clock;

  /**
   * Begins with a message; nothing is looked up yet.
   *
   * @param address of the client, as text
   * @param helo what it calls itself
   * @return empty where mail of this client is not checked
   */
  public Optional<MessageCheck> begin(String address, String helo, Optional<Address> sender) {
    InetAddress client;
    try {
      client = InetAddress.getByName(address); // a literal: nobody is asked
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
    if (settings.exempt().contains(client)) {
      return Optional.empty();
    }
    Examiner.Sending sending = new Examiner.Sending(client, helo, sender);
    return Optional.of(
        new MessageCheck(
            new CheckRun(examiner, threads, clock, sending),
            reports::awaits,
            (found, exception) -> evaluations.count(address, sender, found, exception)));
  }
}
