package org.posthorn.mailauth.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What is to be done with mail that fails. RFC 7489 §6.3; from mild to strict. */
public enum DmarcPolicy {
  NONE,
  QUARANTINE,
  REJECT;

  static Optional<DmarcPolicy> of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "none" -> Optional.of(NONE);
      case "quarantine" -> Optional.of(QUARANTINE);
      case "reject" -> Optional.of(REJECT);
      default -> Optional.empty();
    };
  }

  /** The next milder one. RFC 7489 §6.6.4. */
  DmarcPolicy milder() {
    return this == REJECT ? QUARANTINE : NONE;
  }

  /** As it stands in header fields and reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
