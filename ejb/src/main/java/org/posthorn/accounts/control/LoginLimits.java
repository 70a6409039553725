package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.sasl.Admission;

/** Turns what was found out into the answer, counts failures and writes them to the log. */
@ApplicationScoped
public class LoginLimits {
  private static final System.Logger LOG = System.getLogger(LoginLimits.class.getName());

  @Inject FailureLimits failures;
  @Inject AccountSettings settings;

  /** Whether the client has failed too often lately; never this machine in sample mode. */
  public boolean exceeded(String client) {
    return !(settings.sample() && ClientClasses.loopback(client)) && failures.exceeded(client);
  }

  /** Welcomes. */
  public Admission granted(Entry entry, String client) {
    failures.succeeded(client);
    return new Admission.Granted(entry.login());
  }

  /** Sends away. */
  public Admission denied(String mechanism, String client) {
    failures.failed(client);
    LOG.log(System.Logger.Level.INFO, "login=failed mechanism={0} client={1}", mechanism, client);
    return new Admission.Denied();
  }

  /** Sends away whoever has a known key but asks for another account: no guess, so not counted. */
  public Admission mismatched(String client) {
    LOG.log(System.Logger.Level.INFO, "login=failed mechanism=EXTERNAL client={0}", client);
    return new Admission.Denied();
  }

  /** Sends away without having looked. */
  public Admission throttled(String mechanism, String client) {
    LOG.log(
        System.Logger.Level.INFO, "login=throttled mechanism={0} client={1}", mechanism, client);
    return new Admission.Throttled();
  }
}
