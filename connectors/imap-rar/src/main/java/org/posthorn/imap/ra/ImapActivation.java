package org.posthorn.imap.ra;

import org.posthorn.inbound.ra.ListeningSpec;

/** Activates the IMAP listeners. */
public class ImapActivation extends ListeningSpec {
  private static final long serialVersionUID = 1L;
}
