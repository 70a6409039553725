package org.posthorn.imap.server;

import org.posthorn.mailstore.MailStore;
import org.posthorn.sasl.Logins;

/**
 * What the listeners for IMAP want of the mail system: who may log in, and the mail store. The
 * objects that are answered are thread-safe, may be kept while the endpoint is active, and are
 * called without the container in between. Thread-safe.
 */
public interface ImapEndpoint {

  // Payara's message-driven beans know only what their interface declares itself, and fail calls to
  // what it inherits.

  /**
   * Whether the mail system has started. Until then nothing else is asked; listeners let nobody in.
   */
  boolean ready();

  /** Who may log in. */
  Logins logins();

  /** The mail store. */
  MailStore store();

  /** Makes URLs valid that give access to messages. */
  UrlAuthority urls();
}
