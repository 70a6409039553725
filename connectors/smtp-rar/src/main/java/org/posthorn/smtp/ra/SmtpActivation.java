package org.posthorn.smtp.ra;

import org.posthorn.inbound.ra.ListeningSpec;

/** Activates the SMTP, submission and LMTP listeners. */
public class SmtpActivation extends ListeningSpec {
  private static final long serialVersionUID = 1L;
}
