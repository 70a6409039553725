package org.posthorn.trace.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.posthorn.sasl.Admission;

/** Writes a line for each login that was not granted, whatever protocol it came by. */
@ApplicationScoped
public class LoginLog {
  @Inject MailLog log;

  /**
   * Looks at what came of a login.
   *
   * @param name as the client gave it; may be anything
   * @return the same
   */
  public Admission noted(
      String protocol, String name, String mechanism, String client, Admission admission) {
    if (admission instanceof Admission.Denied) {
      line("login-failed", protocol, name, mechanism, client);
    } else if (admission instanceof Admission.Throttled) {
      line("login-throttled", protocol, name, mechanism, client);
    }
    return admission;
  }

  /** The same for a login that takes its time. */
  @SuppressWarnings("FutureReturnValueIgnored") // whoever asked sees what fails
  public CompletableFuture<Admission> noted(
      String protocol,
      String name,
      String mechanism,
      String client,
      CompletableFuture<Admission> admission) {
    admission.thenAccept(done -> noted(protocol, name, mechanism, client, done));
    return admission;
  }

  private void line(String event, String protocol, String name, String mechanism, String client) {
    log.event(event, "")
        .address("name", name)
        .with("client", client)
        .with("mechanism", mechanism)
        .with("protocol", protocol)
        .write();
  }
}
