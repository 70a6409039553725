package org.posthorn.smtp.session;

import org.posthorn.kernel.Verdict;

/**
 * A mail transaction as the mail system sees it, from MAIL to the end of the message. RFC 5321
 * §3.3. The session keeps it and hands it back with each question, so that what was decided at MAIL
 * and RCPT (routes, results of checks) is there at the end and is not asked twice. For one thread
 * at a time. It ends with {@link SmtpEndpoint#finish} or {@link #discard}.
 *
 * <p>It is an object of the mail system that is called directly, not by way of a message-driven
 * bean: what needs the container is asked of {@link SmtpEndpoint}.
 */
public interface MailTransaction {

  /** Whether the sender may send; if not, the transaction is over. */
  Verdict sender();

  /** It ended without a message: gives back what it holds. Called at most once; does not throw. */
  void discard();
}
