package org.posthorn.hooks.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.MxLookup;

/** Makes the environment of the configuration; wrong values stop the start. */
@ApplicationScoped
public class HookEnvironmentProducer {
  @Resource ManagedScheduledExecutorService clock;
  @Resource ManagedExecutorService workers;

  @Produces
  @Singleton
  HookEnvironment environment(MxLookup hosts) {
    HookSettings settings = HookSettings.from(ConfigProvider.getConfig());
    Authorities authorities =
        settings.authorities().map(Authorities::of).orElseGet(Authorities::ofJava);
    HookClient client =
        new HookClient(
            hosts::addresses,
            new ReceiverPolicy(settings.allowed(), settings.http()),
            authorities,
            Clock.systemUTC(),
            clock,
            settings.limit());
    return new HookEnvironment(
        settings,
        client,
        BodiesInFlight.ofMemory(),
        Clock.systemUTC(),
        System::nanoTime,
        workers,
        new SecureRandom());
  }
}
