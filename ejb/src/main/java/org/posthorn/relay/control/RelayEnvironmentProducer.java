package org.posthorn.relay.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.spool.boundary.Spool;

/** Makes the relay's environment of the configuration; wrong values stop the start. */
@ApplicationScoped
public class RelayEnvironmentProducer {

  @Resource ManagedScheduledExecutorService executor;
  @Resource ManagedExecutorService workers;
  @Inject Spool spool;

  /** The only one. */
  @Produces
  @Singleton
  public RelayEnvironment environment() {
    Config config = ConfigProvider.getConfig();
    RelaySettings settings = RelaySettings.from(config);
    SecureRandom random = new SecureRandom();
    String resolvers = config.getOptionalValue("posthorn.dns.resolvers", String.class).orElse("");
    Dns dns = new Dns(DnsSettings.of(DnsSettings.parseResolvers(resolvers)));
    Clock clock = Clock.systemUTC();
    Transport transport =
        RelaySettings.simulated(config)
            ? new SimulatedTransport(spool)
            : new SmtpTransport(settings, new MxLookup(dns, random), executor, System::nanoTime);
    return new RelayEnvironment(settings, transport, clock, System::nanoTime, workers, random);
  }
}
