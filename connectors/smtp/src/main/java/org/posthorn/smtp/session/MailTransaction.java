package org.posthorn.smtp.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.posthorn.kernel.Address;
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

  /**
   * The client takes a reply for each recipient: {@link SmtpEndpoint#finish} may take the message
   * for some of them. Said before the first recipient, if at all. draft-hall-prdr-00
   */
  default void separate() {}

  /**
   * Shows octets of the message as the client has sent them, before any field is dropped or added:
   * signatures are over these.
   *
   * @param octets may be read to their end; only within this call
   */
  default void show(ByteBuffer octets) {}

  /**
   * What the message is known by elsewhere; said before {@link #examine}, if at all. RFC 5322
   * §3.6.4.
   *
   * @param messageId as the field has it, with its angle brackets, or as it is given now
   */
  default void identify(String messageId) {}

  /**
   * The message has come whole. Checks that wait for somebody else do so on threads of their own.
   *
   * @param receiver the name of this host, in which results are told. RFC 8601 §2.5
   * @param authors the addresses of the one From field; empty where there is none, a bad one or
   *     several
   * @return completed when it is known what the checks say; by an exception when that is not known
   */
  default CompletableFuture<Examination> examine(String receiver, Optional<List<Address>> authors) {
    return CompletableFuture.completedFuture(Examination.NONE);
  }

  /**
   * Whether it was refused because it is junk, or too much: the client is slowed. Asked after
   * {@link SmtpEndpoint#finish}.
   */
  default boolean unwanted() {
    return false;
  }

  /**
   * Whether the client is told that the message, which was taken for a recipient, looks unwanted.
   * Asked after {@link SmtpEndpoint#finish}.
   */
  default boolean doubted(Address recipient) {
    return false;
  }

  /** It ended without a message: gives back what it holds. Called at most once; does not throw. */
  void discard();
}
