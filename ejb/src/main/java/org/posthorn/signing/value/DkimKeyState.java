package org.posthorn.signing.value;

import java.util.Locale;
import java.util.Optional;

/** Where a key stands in its life. */
public enum DkimKeyState {
  /** When it is made: its record is to be published. It signs nothing yet. */
  PENDING,
  /** From PENDING, when its record is seen in DNS or somebody says so; it signs. */
  ACTIVE,
  /** From ACTIVE: it signs nothing any more, but its record must stay for mail on its way. */
  RETIRED;

  /** As the API writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with this text. */
  public static Optional<DkimKeyState> named(String text) {
    for (DkimKeyState each : values()) {
      if (each.text().equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
