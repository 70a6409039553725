package org.posthorn.mailauth.dkim;

import java.util.Locale;

/** What became of a check, in the words of Authentication-Results. RFC 8601 §2.7.1. */
public enum AuthStatus {
  /** There was nothing to check. */
  NONE,
  /** The signature is good. */
  PASS,
  /** It is not. */
  FAIL,
  /** It is good or may be, but is not accepted here. */
  POLICY,
  /** It cannot be read. */
  NEUTRAL,
  /** DNS gave no answer: another time may be better. */
  TEMPERROR,
  /** It can never be checked: a key or a required part is missing. */
  PERMERROR;

  /** As it stands in the field. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
