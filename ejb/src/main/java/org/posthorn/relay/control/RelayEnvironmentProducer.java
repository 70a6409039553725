package org.posthorn.relay.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dane.DaneLookup;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.mailauth.dns.TxtLookup;
import org.posthorn.mailauth.mtasts.HttpsPolicyFetch;
import org.posthorn.mailauth.mtasts.StsPolicies;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.tlspolicy.boundary.PolicyRows;
import org.posthorn.tlspolicy.boundary.TlsOffer;
import org.posthorn.tlspolicy.boundary.TlsResults;

/** Makes the relay's environment of the configuration; wrong values stop the start. */
@ApplicationScoped
public class RelayEnvironmentProducer {
  private static final int HTTPS = 443;

  @Resource ManagedScheduledExecutorService executor;
  @Resource ManagedExecutorService workers;
  @Inject Spool spool;
  @Inject PolicyRows policies;
  @Inject TlsResults results;

  /** The only one. */
  @Produces
  @Singleton
  public RelayEnvironment environment(OutgoingTls tls, MxLookup mx) {
    RelaySettings settings = RelaySettings.from(ConfigProvider.getConfig());
    Transport transport =
        RelaySettings.simulated(ConfigProvider.getConfig())
            ? new SimulatedTransport(spool)
            : new SmtpTransport(settings, mx, tls, executor, System::nanoTime);
    return new RelayEnvironment(
        settings, transport, Clock.systemUTC(), System::nanoTime, workers, new SecureRandom());
  }

  /** The only one; it remembers answers. */
  @Produces
  @Singleton
  public Dns dns() {
    return new Dns(DnsConfiguration.from(ConfigProvider.getConfig()));
  }

  /** The only one. */
  @Produces
  @Singleton
  public MxLookup mx(Dns dns) {
    return new MxLookup(dns, new SecureRandom());
  }

  /** The only one. */
  @Produces
  @Singleton
  public OutgoingTls outgoingTls(Dns dns, MxLookup mx) {
    Config config = ConfigProvider.getConfig();
    RelaySettings settings = RelaySettings.from(config);
    TlsSettings tls = settings.tls();
    Authorities authorities = tls.authorities().map(Authorities::of).orElseGet(Authorities::ofJava);
    Clock clock = Clock.systemUTC();
    DestinationPolicy policyHosts =
        RelaySettings.destinations(config, false); // strangers name them
    Predicate<InetAddress> allowed =
        address -> policyHosts.refusal("", new InetSocketAddress(address, HTTPS)).isEmpty();
    HttpsPolicyFetch fetch = new HttpsPolicyFetch(mx, allowed, HTTPS, authorities, clock, executor);
    StsPolicies sts = new StsPolicies(new TxtLookup(dns), fetch, policies, clock, System::nanoTime);
    return new OutgoingTls(
        tls.enabled(),
        Optional.of(sts).filter(any -> tls.sts()),
        Optional.of(new DaneLookup(dns, settings.port())).filter(any -> tls.dane()),
        authorities,
        clock,
        new Recorder(results));
  }

  /** Passes on to the component that counts. */
  private record Recorder(TlsResults results) implements TlsRecorder {
    @Override
    public void count(TlsSession session) {
      results.count(session);
    }

    @Override
    public void seen(String domain, boolean startTls, boolean requireTls) {
      results.seen(domain, new TlsOffer(startTls, requireTls));
    }
  }
}
