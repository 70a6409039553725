package org.posthorn.inbound.settings;

import java.util.Locale;

/** How a listener is protected. */
public enum TlsMode {
  /** Never. */
  NONE,
  /** When the client asks for it. RFC 3207, RFC 9051 §6.2.1. */
  STARTTLS,
  /** From the first octet. RFC 8314 §3. */
  IMPLICIT;

  /** The word in the configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
