package org.posthorn.sending.value;

import org.posthorn.sasl.Login;

/**
 * Who sends a mail, and by which way.
 *
 * @param via the way, as Received fields and the log have it, such as {@code webmail}
 * @param clientAddress the address of the client, for the log
 */
public record SubmissionOrigin(Login login, String via, String clientAddress) {
  /** The pages for mail. */
  public static final String WEBMAIL = "webmail";

  /** The API of HTTP. */
  public static final String WEBAPI = "webapi";

  /** Queues. */
  public static final String JMS = "jms";
}
