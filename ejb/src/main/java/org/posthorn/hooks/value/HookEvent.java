package org.posthorn.hooks.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a webhook may be told of: mail that has come, and what becomes of mail that was sent. */
public enum HookEvent {
  INCOMING,
  DELIVERED,
  SUPPRESSED,
  DELAYED,
  FAILED,
  RELAYED,
  EXPANDED,
  CANCELED,
  UNRECOGNIZED;

  /** Its name in requests and settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The event of a name; empty when there is no such event. */
  public static Optional<HookEvent> named(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findAny();
  }
}
