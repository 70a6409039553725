package org.posthorn.filtering.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.posthorn.filtering.control.FilterConfig;
import org.posthorn.filtering.control.FilterRun;
import org.posthorn.filtering.control.Judging;
import org.posthorn.kernel.Address;

/** Finds out whether mail from elsewhere is wanted by those it is addressed to. */
@ApplicationScoped
public class IncomingFilter {
  @Inject FilterConfig config;
  @Inject Judging judging;
  @Resource ManagedScheduledExecutorService clock;

  /**
   * Begins with a message.
   *
   * @param client IP address, as text
   * @param tls whether the connection is encrypted
   * @param sender of MAIL
   * @return empty where mail of this client is never refused
   */
  public Optional<MessageFilter> begin(String client, boolean tls, Optional<Address> sender) {
    if (!config.enabled() || config.trusted().contains(client)) {
      return Optional.empty();
    }
    ScheduledExecutorService delays = clock;
    return Optional.of(new MessageFilter(new FilterRun(judging, client, tls, sender), delays));
  }
}
