package org.posthorn.smtp.session;

import org.posthorn.smtp.client.OutgoingMail;

/**
 * The mail that a host fetches over one connection, one after the other. RFC 2645. It goes on by
 * {@link SmtpEndpoint#next}.
 */
public interface OnDemandFetch {

  /** The mail at hand. */
  OutgoingMail mail();
}
