package org.posthorn.inbound.settings;

import java.util.Locale;

/** What a listener is for. */
public enum ListenerRole {
  /** Mail from other servers. RFC 5321. */
  MX,
  /** Mail from our users. RFC 6409. */
  SUBMISSION,
  /** Mail from a mail server before us. RFC 2033. */
  LMTP,
  /** Reading mail. RFC 9051. */
  IMAP;

  /** Whether people log in there: they may show a certificate instead of a password. */
  public boolean forUsers() {
    return this == SUBMISSION || this == IMAP;
  }

  /** What its listeners share their workers with, and nobody else: a name for threads. */
  public String kind() {
    return switch (this) {
      case MX, LMTP -> "smtp";
      case SUBMISSION -> "submission";
      case IMAP -> "imap";
    };
  }

  /** The word in the configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
