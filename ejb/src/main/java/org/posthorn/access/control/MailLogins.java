package org.posthorn.access.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.sasl.Logins;
import org.posthorn.trace.boundary.LoginLog;

/** How mail programs log in, whatever protocol they speak. */
@ApplicationScoped
public class MailLogins {
  @Inject Authentication authentication;
  @Inject LoginLog log;

  /**
   * The logins by a protocol. They may be used as long as the application runs, from any thread.
   *
   * @param protocol as the log has it: {@code imap}
   */
  public Logins by(String protocol) {
    return new ProtocolLogins(protocol, authentication, log);
  }
}
