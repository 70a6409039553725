package org.posthorn.mailauth.dkim;

import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Address;

/** Domains and selectors as they stand in tags. */
public final class DnsNames {
  private static final int MAX_NAME = 253;

  private DnsNames() {}

  /**
   * A domain or selector for DNS: A-labels in lower case. RFC 8616 §4. Underscores are taken, for
   * some use them. Empty when it is none.
   */
  public static Optional<String> ascii(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.chars().allMatch(c -> c < 128)) {
      return Address.domain(text)
          .filter(name -> !name.startsWith("["))
          .map(name -> new Address("x", name).asciiDomain());
    }
    boolean fine =
        lower.length() <= MAX_NAME
            && lower.matches("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_][a-z0-9_-]{0,62})*");
    return fine ? Optional.of(lower) : Optional.empty();
  }

  /** Whether a domain is another one or below it. */
  static boolean within(String domain, String above) {
    return domain.equals(above) || domain.endsWith("." + above);
  }
}
