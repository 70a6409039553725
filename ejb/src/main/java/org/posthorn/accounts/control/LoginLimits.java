package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.sasl.Admission;

/** Turns what was found out into the answer and counts failures. */
@ApplicationScoped
public class LoginLimits {
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
  public Admission denied(String client) {
    failures.failed(client);
    return new Admission.Denied();
  }

  /** Sends away whoever has a known key but asks for another account: no guess, so not counted. */
  public Admission mismatched() {
    return new Admission.Denied();
  }

  /** Sends away without having looked. */
  public Admission throttled() {
    return new Admission.Throttled();
  }
}
